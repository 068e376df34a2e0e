import { queryOptions } from '@tanstack/react-query';
import { api, dataOf, type Schema } from '../../api/client.ts';

export type User = Schema<'User'>;

/** Everyone who may sign in or use the API. */
export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/users', { signal })),
});

/** Who is signed in; the shell asks for the same. */
export const selfQuery = queryOptions({
  queryKey: ['profile'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/profile', { signal })),
});
