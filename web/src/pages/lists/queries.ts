import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, dataOf, type Schema } from '../../api/client.ts';
import type { ListState } from '../../shared/use-list-state.ts';

export type List = Schema<'List'>;

export const listTypes: readonly List['type'][] = ['private', 'public', 'temporary'];
export const optins: readonly List['optin'][] = ['single', 'double'];
export const listStatuses: readonly List['status'][] = ['active', 'archived'];

export const filterNames = ['search', 'type', 'optin', 'status', 'tag'];

/** One page of lists with their counts, by what the address filters and sorts by. */
export function listsQuery(list: ListState) {
  const type = listTypes.find((one) => one === list.filter('type'));
  const optin = optins.find((one) => one === list.filter('optin'));
  const status = listStatuses.find((one) => one === list.filter('status'));
  const tags = list.filters('tag');
  const query = {
    ...(list.filter('search') ? { query: list.filter('search') } : {}),
    ...(type ? { type } : {}),
    ...(optin ? { optin } : {}),
    ...(status ? { status } : {}),
    ...(tags.length > 0 ? { tag: tags } : {}),
    order_by: list.orderBy ?? 'name',
    order: list.orderBy ? list.order : 'asc',
    page: list.page,
    per_page: 25,
  };
  return queryOptions({
    queryKey: ['lists', 'page', query],
    queryFn: ({ signal }) => dataOf(api.GET('/api/lists', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export const listQuery = (id: number) =>
  queryOptions({
    queryKey: ['lists', 'one', id],
    queryFn: ({ signal }) => dataOf(api.GET('/api/lists/{id}', { params: { path: { id } }, signal })),
  });
