import type { PageDefinition } from '../../app/page.ts';

export const capacityPage: PageDefinition = {
  path: '/capacity',
  title: 'capacity.title',
  navigation: { order: 25 },
  load: () => import('./capacity-page.tsx'),
};
