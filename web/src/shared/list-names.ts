import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';

/** Every list by name, without counts: to choose from. */
export const listNamesQuery = queryOptions({
  queryKey: ['lists', 'names'],
  queryFn: async ({ signal }) =>
    (await dataOf(api.GET('/api/lists', { params: { query: { minimal: true } }, signal }))).results,
});
