import type { PageDefinition } from '../../app/page.ts';

export const listsPage: PageDefinition = {
  path: '/lists',
  title: 'lists.title',
  navigation: { order: 50 },
  load: () => import('./lists-page.tsx'),
};

export const newListPage: PageDefinition = {
  path: '/lists/new',
  title: 'lists.new',
  load: () => import('./new-list-page.tsx'),
};

export const listPage: PageDefinition = {
  path: '/lists/$listId',
  title: 'lists.one',
  load: () => import('./list-page.tsx'),
};
