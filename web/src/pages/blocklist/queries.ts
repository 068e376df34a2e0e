import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, dataOf, type Schema } from '../../api/client.ts';
import type { ListState } from '../../shared/use-list-state.ts';

export type Blocklisted = Schema<'Blocklisted'>;

/** One page of those who are blocklisted, the latest first. */
export function blocklistQuery(list: ListState) {
  const search = list.filter('search');
  const query = { ...(search ? { search } : {}), page: list.page, per_page: 25 };
  return queryOptions({
    queryKey: ['blocklist', query],
    queryFn: ({ signal }) => dataOf(api.GET('/api/blocklist', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}
