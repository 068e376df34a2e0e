import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, dataOf, type Schema } from '../../api/client.ts';
import type { ListState } from '../../shared/use-list-state.ts';

export type QueueStats = Schema<'QueueStats'>;
export type ServerCapacity = Schema<'ServerCapacity'>;
export type QueueRow = Schema<'QueueRow'>;
export type RowStatus = QueueRow['status'];

export const rowStatuses: readonly RowStatus[] = ['queued', 'sending', 'sent', 'failed', 'uncertain', 'cancelled'];

/** How many emails there are in each status, and what they wait for. */
export const queueStatsQuery = queryOptions({
  queryKey: ['queue', 'stats'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/queue/stats', { signal })),
});

/** What every server has sent and may send. */
export const serversQuery = queryOptions({
  queryKey: ['servers', 'capacities'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/queue/servers', { signal })),
});

/** One page of emails, by what the address filters by. */
export function queueRowsQuery(list: ListState) {
  const statuses = list
    .filters('status')
    .filter((status): status is RowStatus => rowStatuses.includes(status as never));
  const campaignId = Number(list.filter('campaign'));
  const query = {
    ...(statuses.length > 0 ? { status: statuses } : {}),
    ...(campaignId > 0 ? { campaign_id: campaignId } : {}),
    ...(list.filter('server') ? { smtp_server_uuid: list.filter('server') } : {}),
    ...(list.filter('email') ? { subscriber: list.filter('email') } : {}),
    page: list.page,
    per_page: 25,
  };
  return queryOptions({
    queryKey: ['queue', 'rows', query],
    queryFn: ({ signal }) => dataOf(api.GET('/api/queue/items', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** One email with every attempt to send it. */
export const queueRowQuery = (id: number) =>
  queryOptions({
    queryKey: ['queue', 'row', id],
    queryFn: ({ signal }) => dataOf(api.GET('/api/queue/items/{id}', { params: { path: { id } }, signal })),
  });

/** The newest campaigns, to filter by. */
export const campaignNamesQuery = queryOptions({
  queryKey: ['campaigns', 'names'],
  queryFn: ({ signal }) =>
    dataOf(
      api.GET('/api/campaigns', {
        params: { query: { no_body: true, per_page: 100, order_by: 'created_at', order: 'desc' } },
        signal,
      }),
    ),
});
