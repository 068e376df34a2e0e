import { queryOptions } from '@tanstack/react-query';
import { api, dataOf, type Schema } from '../../api/client.ts';

export type CapacityCalendar = Schema<'CapacityCalendar'>;
/** What a day, or a server's day, holds. */
export type DayCounts = Pick<CapacityCalendar['days'][number], 'day' | 'limit' | 'used' | 'reserved' | 'free'>;

const aMinuteMs = 60_000;

/** What each server can take on the next days; reckoned out anew once a minute while a campaign has something to send. */
export const calendarQuery = queryOptions({
  queryKey: ['plans', 'calendar'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/capacity/calendar', { signal })),
  staleTime: aMinuteMs,
  refetchInterval: ({ state }) => (state.data && state.data.campaigns.length > 0 ? aMinuteMs : false),
});
