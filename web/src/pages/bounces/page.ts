import type { PageDefinition } from '../../app/page.ts';

export const bouncesPage: PageDefinition = {
  path: '/bounces',
  title: 'bounces.title',
  navigation: { order: 80 },
  load: () => import('./bounces-page.tsx'),
};
