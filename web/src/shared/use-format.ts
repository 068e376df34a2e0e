import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, dataOf } from '../api/client.ts';
import { type Format, formatIn } from './format.ts';

/** What every page may need to know of this Sluice: its name, its messengers, its time zone. */
export const configQuery = queryOptions({
  queryKey: ['config'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/config', { signal })),
});

/** How to write numbers, dates and durations. Dates are in the browser's own time zone until the configured one is known. */
export function useFormat(): Format {
  const { data: config } = useQuery(configQuery);
  const timeZone = config?.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return useMemo(() => formatIn(timeZone), [timeZone]);
}
