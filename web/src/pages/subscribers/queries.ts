import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, dataOf, type Schema } from '../../api/client.ts';
import type { ListState } from '../../shared/use-list-state.ts';

export type Subscriber = Schema<'Subscriber'>;
export type SubscriberStatus = Subscriber['status'];
export type Standing = Subscriber['lists'][number]['subscription_status'];

export const subscriberStatuses: readonly SubscriberStatus[] = ['enabled', 'disabled', 'blocklisted'];
export const standings: readonly Standing[] = ['unconfirmed', 'confirmed', 'unsubscribed'];

export const filterNames = ['search', 'list', 'standing', 'status'];

/** The filter in the address, as the API takes it. */
export interface SubscriberFilter {
  search?: string;
  list_id?: number[];
  subscription_status?: Standing;
  subscriber_status?: SubscriberStatus;
}

export function filterOf(list: ListState): SubscriberFilter {
  const search = list.filter('search');
  const listIds = list.filters('list').map(Number).filter(Number.isInteger);
  const standing = standings.find((one) => one === list.filter('standing'));
  const status = subscriberStatuses.find((one) => one === list.filter('status'));
  return {
    ...(search ? { search } : {}),
    ...(listIds.length > 0 ? { list_id: listIds } : {}),
    ...(standing ? { subscription_status: standing } : {}),
    ...(status ? { subscriber_status: status } : {}),
  };
}

/** One page of subscribers, by what the address filters and sorts by. */
export function subscribersQuery(list: ListState) {
  const order = list.orderBy ? { order_by: list.orderBy, order: list.order } : {};
  const query = { ...filterOf(list), ...order, page: list.page, per_page: 25 };
  return queryOptions({
    queryKey: ['subscribers', 'page', query],
    queryFn: ({ signal }) => dataOf(api.GET('/api/subscribers', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export const subscriberQuery = (id: number) =>
  queryOptions({
    queryKey: ['subscribers', 'one', id],
    queryFn: ({ signal }) => dataOf(api.GET('/api/subscribers/{id}', { params: { path: { id } }, signal })),
  });

/** Everything that happened with one subscriber. */
export const activityQuery = (id: number) =>
  queryOptions({
    queryKey: ['activity', id],
    queryFn: ({ signal }) => dataOf(api.GET('/api/subscribers/{id}/activity', { params: { path: { id } }, signal })),
  });

export const serversQuery = queryOptions({
  queryKey: ['servers', 'capacities'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/queue/servers', { signal })),
});

/** Where the API has those that the filter lets through as a CSV file. */
export function exportAddress({ search, list_id, subscription_status, subscriber_status }: SubscriberFilter): string {
  const entries = { search, subscription_status, subscriber_status };
  const params = new URLSearchParams(Object.entries(entries).filter((entry): entry is [string, string] => !!entry[1]));
  for (const id of list_id ?? []) params.append('list_id', String(id));
  return `/api/subscribers/export?${params}`;
}
