import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';

/** Who is signed in. */
export const profileQuery = queryOptions({
  queryKey: ['profile'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/profile', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

export async function signIn(username: string, password: string): Promise<void> {
  await api.POST('/api/login', { body: { username, password } });
}

export async function signOut(): Promise<void> {
  await api.POST('/api/logout');
}
