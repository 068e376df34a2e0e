import type { PageDefinition } from '../../app/page.ts';

export const importPage: PageDefinition = {
  path: '/import',
  title: 'import.title',
  navigation: { order: 60 },
  load: () => import('./import-page.tsx'),
};
