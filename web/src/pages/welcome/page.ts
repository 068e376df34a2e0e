import type { PageDefinition } from '../../app/page.ts';

/** Reached after signing in while there is no SMTP server, and not listed. */
export const welcomePage: PageDefinition = {
  path: '/welcome',
  title: 'welcome.title',
  load: () => import('./welcome-page.tsx'),
};
