import type { PageDefinition } from '../../app/page.ts';

export const logsPage: PageDefinition = {
  path: '/logs',
  title: 'logs.title',
  navigation: { order: 90 },
  load: () => import('./logs-page.tsx'),
};
