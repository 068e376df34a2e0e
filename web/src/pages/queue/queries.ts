import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, dataOf, type Schema } from '../../api/client.ts';
import type { ListState } from '../../shared/use-list-state.ts';

export type ServerEvent = Schema<'ServerEvent'>;
export type UncertainRow = Schema<'UncertainQueueRow'>;
export type QueueRow = Schema<'QueueRow'>;
export type RowStatus = QueueRow['status'];

export const rowStatuses: readonly RowStatus[] = ['queued', 'sending', 'sent', 'failed', 'uncertain', 'cancelled'];

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

/** One page of what befell a server's health. */
export const serverEventsQuery = (uuid: string, page: number) =>
  queryOptions({
    queryKey: ['servers', 'events', uuid, page],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/queue/servers/{uuid}/events', {
          params: { path: { uuid }, query: { page, per_page: 25 } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** One page of emails of which nobody knows whether their server took them, of one campaign or of all. */
export function uncertainQuery(list: ListState) {
  const campaignId = Number(list.filter('campaign'));
  const query = { ...(campaignId > 0 ? { campaign_id: campaignId } : {}), page: list.page, per_page: 50 };
  return queryOptions({
    queryKey: ['queue', 'uncertain', query],
    queryFn: ({ signal }) => dataOf(api.GET('/api/queue/uncertain', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}
