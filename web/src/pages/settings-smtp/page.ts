import type { PageDefinition } from '../../app/page.ts';

const path = '/settings/smtp';

export const settingsSmtpPage: PageDefinition = {
  path,
  title: 'settings-smtp.title',
  navigation: { group: 'app.settings', order: 110 },
  load: () => import('./settings-smtp-page.tsx'),
};

export const newSmtpServerPage: PageDefinition = {
  path: `${path}/new`,
  title: 'settings-smtp.new',
  load: () => import('./new-server-page.tsx'),
};

export const importSmtpServersPage: PageDefinition = {
  path: `${path}/import`,
  title: 'settings-smtp.import',
  load: () => import('./import-page.tsx'),
};

export const smtpServerPage: PageDefinition = {
  path: `${path}/$uuid`,
  title: 'settings-smtp.edit',
  load: () => import('./server-page.tsx'),
};
