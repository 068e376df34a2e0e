import type { PageDefinition } from '../../app/page.ts';

export const queuePage: PageDefinition = {
  path: '/queue',
  title: 'queue.title',
  navigation: { order: 20 },
  load: () => import('./queue-page.tsx'),
};
