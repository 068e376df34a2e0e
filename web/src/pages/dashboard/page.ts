import type { PageDefinition } from '../../app/page.ts';

export const dashboardPage: PageDefinition = {
  path: '/dashboard',
  title: 'dashboard.title',
  navigation: { order: 10 },
  load: () => import('./dashboard-page.tsx'),
};
