import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, dataOf, type Schema } from '../../api/client.ts';
import type { ListState } from '../../shared/use-list-state.ts';

export type Bounce = Schema<'Bounce'>;

export const bounceTypes: readonly Bounce['type'][] = ['hard', 'soft', 'complaint'];

/** One page of bounces, by what the address filters and sorts by. */
export function bouncesQuery(list: ListState) {
  const campaignId = Number(list.filter('campaign'));
  const type = bounceTypes.find((one) => one === list.filter('type'));
  const query = {
    ...(campaignId > 0 ? { campaign_id: campaignId } : {}),
    ...(list.filter('source') ? { source: list.filter('source') } : {}),
    ...(type ? { type } : {}),
    ...(list.orderBy ? { order_by: list.orderBy, order: list.order } : {}),
    page: list.page,
    per_page: 25,
  };
  return queryOptions({
    queryKey: ['bounces', 'page', query],
    queryFn: ({ signal }) => dataOf(api.GET('/api/bounces', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

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
