import type { PageDefinition } from '../../app/page.ts';

export const settingsUsersPage: PageDefinition = {
  path: '/settings/users',
  title: 'settings-users.title',
  navigation: { group: 'app.settings', order: 130 },
  load: () => import('./settings-users-page.tsx'),
};
