import type { PageDefinition } from '../../app/page.ts';

export const templatesPage: PageDefinition = {
  path: '/templates',
  title: 'templates.title',
  navigation: { order: 70 },
  load: () => import('./templates-page.tsx'),
};

export const newTemplatePage: PageDefinition = {
  path: '/templates/new',
  title: 'templates.new',
  load: () => import('./new-template-page.tsx'),
};

export const templatePage: PageDefinition = {
  path: '/templates/$templateId',
  title: 'templates.one',
  load: () => import('./template-page.tsx'),
};
