import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, dataOf, type Schema } from '../../api/client.ts';
import type { paths } from '../../api/schema.d.ts';
import type { ListState } from '../../shared/use-list-state.ts';
import type { Supposed } from './plan/supposition.ts';

export type Campaign = Schema<'Campaign'>;
export type CampaignStatus = Campaign['status'];
export type RunningStats = Schema<'RunningStats'>;
export type QueueRow = Schema<'QueueRow'>;
export type RowStatus = QueueRow['status'];
export type Plan = Schema<'Plan'>;
type UnsavedCampaign = paths['/api/plan']['post']['requestBody']['content']['application/json']['campaign'];
export type CampaignReport = Schema<'CampaignReport'>;

export const campaignStatuses: readonly CampaignStatus[] = [
  ...(['draft', 'scheduled', 'running', 'paused', 'finished', 'cancelled'] as const),
];
export const rowStatuses: readonly RowStatus[] = ['queued', 'sending', 'sent', 'failed', 'uncertain', 'cancelled'];

/** One page of campaigns without their bodies, by what the address filters by. */
export function campaignsQuery(list: ListState) {
  const statuses = list.filters('status').filter((status): status is CampaignStatus => {
    return campaignStatuses.includes(status as never);
  });
  const query = {
    ...(list.filter('query') ? { query: list.filter('query') } : {}),
    ...(statuses.length > 0 ? { status: statuses } : {}),
    ...(list.filter('tag') ? { tag: list.filters('tag') } : {}),
    ...(list.orderBy ? { order_by: list.orderBy, order: list.order } : {}),
    ...{ page: list.page, per_page: 20, no_body: true },
  };
  return queryOptions({
    queryKey: ['campaigns', 'page', query],
    queryFn: ({ signal }) => dataOf(api.GET('/api/campaigns', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** One campaign with its body. */
export const campaignQuery = (id: number) =>
  queryOptions({
    queryKey: ['campaigns', 'one', id],
    queryFn: ({ signal }) => dataOf(api.GET('/api/campaigns/{id}', { params: { path: { id } }, signal })),
  });

/** One campaign without its body. */
export const campaignStateQuery = (id: number) =>
  queryOptions({
    queryKey: ['campaigns', 'state', id],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/campaigns/{id}', { params: { path: { id }, query: { no_body: true } }, signal })),
  });

/** How fast those that run are being sent. */
export const runningStatsQuery = queryOptions({
  queryKey: ['campaigns', 'running'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/campaigns/running/stats', { signal })),
});

/** When it will be done, and what leaves on each day until then. A computation: kept until a campaign or a setting changes. */
export const planQuery = (id: number) =>
  queryOptions({
    queryKey: ['plans', id],
    queryFn: ({ signal }) => dataOf(api.GET('/api/campaigns/{id}/plan', { params: { path: { id } }, signal })),
    staleTime: 60_000,
  });

/** The same if something were otherwise; nothing is asked while `supposed` is `null`. */
export const supposedPlanQuery = (id: number, supposed: Supposed | null) =>
  queryOptions({
    queryKey: ['plans', id, 'supposed', supposed],
    queryFn: ({ signal }) =>
      dataOf(api.POST('/api/campaigns/{id}/plan', { params: { path: { id } }, body: supposed!, signal })),
    enabled: supposed !== null,
    placeholderData: keepPreviousData,
    // What is wrong with a value stays so.
    retry: false,
    staleTime: 60_000,
  });

/** The same for a campaign as it is not saved. @param unsaved As JSON: what says the same has the same plan. */
export const unsavedPlanQuery = (unsaved: string) => {
  const campaign: UnsavedCampaign = JSON.parse(unsaved);
  return queryOptions({
    queryKey: ['plans', 'unsaved', unsaved],
    queryFn: ({ signal }) => dataOf(api.POST('/api/plan', { body: { campaign }, signal })),
    enabled: campaign.lists !== undefined && campaign.lists.length > 0,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 60_000,
  });
};

/** What became of its emails. */
export const reportQuery = (id: number) =>
  queryOptions({
    queryKey: ['campaigns', 'report', id],
    queryFn: ({ signal }) => dataOf(api.GET('/api/campaigns/{id}/report', { params: { path: { id } }, signal })),
  });

/** What the emails of a report's table are narrowed by. */
export interface OutcomeFilter {
  status?: RowStatus[];
  smtp_server_uuid?: string;
  subscriber?: string;
}

/** As the address has it. */
export function outcomeFilterOf(list: ListState): OutcomeFilter {
  const status = list.filters('status').filter((each): each is RowStatus => rowStatuses.includes(each as never));
  return {
    ...(status.length > 0 ? { status } : {}),
    ...(list.filter('server') ? { smtp_server_uuid: list.filter('server') } : {}),
    ...(list.filter('email') ? { subscriber: list.filter('email') } : {}),
  };
}

/** One page of a campaign's emails. */
export function outcomesQuery(campaignId: number, list: ListState) {
  const query = { campaign_id: campaignId, ...outcomeFilterOf(list), page: list.page, per_page: 25 };
  return queryOptions({
    queryKey: ['queue', 'outcomes', query],
    queryFn: ({ signal }) => dataOf(api.GET('/api/queue/items', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** All lists with how many are on them. */
export const listsQuery = queryOptions({
  queryKey: ['lists', 'all'],
  queryFn: ({ signal }) =>
    dataOf(api.GET('/api/lists', { params: { query: { per_page: 'all', order_by: 'name', order: 'asc' } }, signal })),
});

/** All templates without their bodies. */
export const templateNamesQuery = queryOptions({
  queryKey: ['templates', 'names'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/templates', { params: { query: { no_body: true } }, signal })),
});

/** All settings. */
export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/settings', { signal })),
});
