import type { PageDefinition } from '../../app/page.ts';

export const settingsGeneralPage: PageDefinition = {
  path: '/settings/general',
  title: 'settings-general.title',
  navigation: { group: 'app.settings', order: 100 },
  load: () => import('./settings-general-page.tsx'),
};
