import type { PageDefinition } from '../../app/page.ts';

export const settingsPerformancePage: PageDefinition = {
  path: '/settings/performance',
  title: 'settings-performance.title',
  navigation: { group: 'app.settings', order: 120 },
  load: () => import('./settings-performance-page.tsx'),
};
