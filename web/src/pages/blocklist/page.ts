import type { PageDefinition } from '../../app/page.ts';

export const blocklistPage: PageDefinition = {
  path: '/blocklist',
  title: 'blocklist.title',
  navigation: { order: 85 },
  load: () => import('./blocklist-page.tsx'),
};
