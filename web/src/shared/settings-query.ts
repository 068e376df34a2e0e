import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';

/** All settings and the SMTP servers. */
export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/settings', { signal })),
});

export type SettingsAnswer = Awaited<ReturnType<NonNullable<typeof settingsQuery.queryFn>>>;
