import { queryOptions } from '@tanstack/react-query';
import { api, dataOf, type Schema } from '../../api/client.ts';

export type Campaign = Schema<'Campaign'>;

/** More are not listed here: the page of campaigns has them all. */
const mostCampaigns = 20;

/** What all servers together have used and left of the day. Asked again with every change of a server. */
export const capacityQuery = queryOptions({
  queryKey: ['servers', 'total'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/queue/capacity', { signal })),
});

/** How much there is of everything. */
export const countsQuery = queryOptions({
  queryKey: ['dashboard', 'counts'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/dashboard/counts', { signal })),
});

/** What was accepted on each of the last 30 days. */
export const chartsQuery = queryOptions({
  queryKey: ['dashboard', 'charts'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/dashboard/charts', { signal })),
});

/** Campaigns that are running, or paused, those that were started last first. */
export const campaignsQuery = (status: 'running' | 'paused') =>
  queryOptions({
    queryKey: ['campaigns', 'dashboard', status],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/campaigns', {
          params: {
            query: { status: [status], no_body: true, per_page: mostCampaigns, order_by: 'updated_at', order: 'desc' },
          },
          signal,
        }),
      ),
  });

/** The pace of the running campaigns. */
export const runningStatsQuery = queryOptions({
  queryKey: ['campaigns', 'running-stats'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/campaigns/running/stats', { signal })),
});

/** When a campaign will be done. It is reckoned out anew each time, so not with every email: see `Finish`. */
export const planQuery = (id: number) =>
  queryOptions({
    queryKey: ['plans', id],
    queryFn: ({ signal }) => dataOf(api.GET('/api/campaigns/{id}/plan', { params: { path: { id } }, signal })),
    staleTime: 60_000,
  });
