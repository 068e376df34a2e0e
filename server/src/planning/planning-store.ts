import type { CampaignContent } from '../campaigns/campaign.ts';
import type { CampaignStatus } from '../campaigns/campaign-status.ts';
import type { Pacing } from '../capacity/pacing.ts';
import type { WindowSpan } from '../capacity/send-window.ts';
import type { Sql } from '../db/connect.ts';

/** A campaign that a plan may have to do with. */
export interface OpenCampaign {
  id: number;
  name: string;
  messenger: string;
  /** Of its priority; higher goes first. */
  rank: number;
  weight: number;
  sendWindows: WindowSpan[];
  pacing: Pacing;
  deadline: Date | null;
  status: CampaignStatus;
  sendAt: Date | null;
  startedAt: Date | null;
  /** When the last of its rows was queued; `null` while that has not happened. */
  queuedAt: Date | null;
}

/** Campaigns that run, or are scheduled, and one that is asked about, whatever its status. */
export function openCampaigns(sql: Sql, campaignId: number | null = null) {
  return sql<OpenCampaign[]>`
    select id, name, messenger, weight, send_windows, pacing, deadline, status, send_at, started_at, queued_at,
      case priority when 'high' then 1 when 'normal' then 0 else -1 end as rank
    from campaigns
    where status in ('running', 'scheduled') or id = ${campaignId}
    order by id
  `;
}

/** How many people each of these campaigns has yet to be queued for, by campaign id. */
export async function unqueuedCounts(sql: Sql, campaignIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await sql<{ id: number; n: number }[]>`
    select c.id, count(distinct a.subscriber_id)::int as n
    from campaigns c
    join campaign_audience a on a.campaign_id = c.id and a.subscriber_id > c.enqueue_cursor
    where c.id = any(${[...campaignIds]}::int[])
    group by c.id
  `;
  return new Map(rows.map(({ id, n }) => [id, n]));
}

/** How many people a campaign of this kind to these lists would be queued for. */
export async function audienceCount(sql: Sql, { type, listIds }: Pick<CampaignContent, 'type' | 'listIds'>) {
  const [row] = await sql<{ n: number }[]>`
    select count(distinct sn.subscriber_id)::int as n
    from lists l
    join subscriptions sn on sn.list_id = l.id
    join subscribers s on s.id = sn.subscriber_id
    where l.id = any(${[...listIds]}::int[]) and s.status = 'enabled' and lets_in(${type}, l.optin, sn.status)
  `;
  return row!.n;
}

/** Deferred rows of these campaigns that are not due yet, by the minute at whose end they are. */
export function laterRows(sql: Sql, campaignIds: readonly number[], now: Date) {
  return sql<{ campaignId: number; dueAt: Date; attempts: number; count: number }[]>`
    select campaign_id, due_at, retry_count as attempts, count(*)::int as count
    from (
      select campaign_id, retry_count, to_timestamp(ceil(extract(epoch from scheduled_at) / 60) * 60) as due_at
      from email_queue
      where campaign_id = any(${[...campaignIds]}::int[])
        and status = 'queued'
        and retry_count > 0
        and scheduled_at > ${now}
    ) as later
    group by campaign_id, due_at, retry_count
    order by campaign_id, due_at, retry_count
  `;
}

/** What the latest attempts at messages of campaigns came to, by server and campaign. */
export function recentAttempts(sql: Sql, { since, limit }: { since: Date; limit: number }) {
  return sql<RecentAttempts[]>`
    select smtp_server_uuid as server_uuid, campaign_id,
      count(*) filter (where outcome in ('accepted', 'rejected', 'deferred'))::int as answered,
      count(*) filter (where outcome = 'deferred')::int as deferred,
      count(*) filter (where outcome = 'accepted')::int as accepted,
      coalesce(sum(extract(epoch from finished_at - started_at)) filter (where outcome = 'accepted'), 0)::float8 * 1000
        as accepted_ms
    from (
      select smtp_server_uuid, campaign_id, outcome, started_at, finished_at
      from attempts
      where started_at >= ${since} and queue_id is not null
      order by id desc
      limit ${limit}
    ) as recent
    where outcome is not null
    group by smtp_server_uuid, campaign_id
  `;
}

export interface RecentAttempts {
  serverUuid: string;
  campaignId: number;
  answered: number;
  deferred: number;
  accepted: number;
  /** How long the accepted took together. */
  acceptedMs: number;
}
