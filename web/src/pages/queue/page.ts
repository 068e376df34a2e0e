import type { PageDefinition } from '../../app/page.ts';

export const queuePage: PageDefinition = {
  path: '/queue',
  title: 'queue.title',
  navigation: { order: 20 },
  load: () => import('./queue-page.tsx'),
};

export const serverPage: PageDefinition = {
  path: '/queue/servers/$uuid',
  title: 'server.title',
  load: () => import('./server-page.tsx'),
};

export const uncertainPage: PageDefinition = {
  path: '/queue/uncertain',
  title: 'uncertain.title',
  load: () => import('./uncertain-page.tsx'),
};
