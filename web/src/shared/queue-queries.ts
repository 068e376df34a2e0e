import { queryOptions } from '@tanstack/react-query';
import { api, dataOf, type Schema } from '../api/client.ts';

export type QueueStats = Schema<'QueueStats'>;
export type ServerCapacity = Schema<'ServerCapacity'>;
export type Throughput = Schema<'Throughput'>;

/** How many emails there are in each status, and what they wait for. */
export const queueStatsQuery = queryOptions({
  queryKey: ['queue', 'stats'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/queue/stats', { signal })),
});

/** How much servers accepted in the last minute, hour and day. */
export const throughputQuery = queryOptions({
  queryKey: ['queue', 'throughput'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/queue/throughput', { signal })),
});

/** What every server has sent and may send. */
export const serversQuery = queryOptions({
  queryKey: ['servers', 'capacities'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/queue/servers', { signal })),
});
