import type { Sql } from '../db/connect.ts';

/** An email of which nobody knows whether its server took it, with what to look for in that server's log. */
export interface UncertainRow {
  id: string;
  campaignId: number;
  campaignName: string;
  subscriberId: number;
  /** `null` once the subscriber is deleted. */
  subscriberEmail: string | null;
  /** Of its last attempt; all `null` if it has none: somebody has made the row uncertain by hand. */
  smtpServerUuid: string | null;
  messageId: string | null;
  startedAt: Date | null;
  /** Why it is uncertain. */
  reason: string | null;
}

/** Uncertain rows by id, or all those of a campaign. */
export type UncertainRows = { ids: readonly string[] } | { campaignId: number };

/** The newest first. */
export function findUncertain(
  sql: Sql,
  { campaignId }: { campaignId: number | undefined },
  { limit, offset }: { limit: number; offset: number },
): Promise<UncertainRow[]> {
  return sql<UncertainRow[]>`
    select
      q.id, q.campaign_id, c.name as campaign_name, q.subscriber_id, s.email as subscriber_email,
      a.smtp_server_uuid, a.message_id, a.started_at, q.last_error as reason
    from email_queue q
    join campaigns c on c.id = q.campaign_id
    left join subscribers s on s.id = q.subscriber_id
    left join lateral (
      select * from attempts where queue_id = q.id order by id desc limit 1
    ) as a on true
    where q.status = 'uncertain'
      ${campaignId === undefined ? sql`` : sql`and q.campaign_id = ${campaignId}`}
    order by q.id desc
    limit ${limit}
    offset ${offset}
  `;
}

/** The campaigns that these rows belong to. */
export async function campaignsOfUncertain(sql: Sql, rows: UncertainRows): Promise<number[]> {
  const found = await sql<{ campaignId: number }[]>`
    select distinct campaign_id from email_queue q where q.status = 'uncertain' and ${among(sql, rows)} order by 1
  `;
  return found.map(({ campaignId }) => campaignId);
}

/** Makes those that are still uncertain `sent`, as of their last attempt; returns how many those were. */
export async function markArrived(sql: Sql, rows: UncertainRows, now: Date): Promise<number> {
  const result = await sql`
    update email_queue q
    set status = 'sent', last_error = null, updated_at = ${now},
        sent_at = coalesce((select max(started_at) from attempts where queue_id = q.id), ${now})
    where q.status = 'uncertain' and ${among(sql, rows)}
  `;
  return result.count;
}

/**
 * Queues those of one campaign that are still uncertain as if they were new, and returns how many those were. Those whose
 * subscriber may no longer be mailed stay as they are.
 */
export async function resendUncertain(
  sql: Sql,
  rows: UncertainRows,
  { campaignId, now }: { campaignId: number; now: Date },
): Promise<number> {
  const result = await sql`
    update email_queue q
    set status = 'queued', retry_count = 0, suspicions = 0, scheduled_at = ${now}, assigned_smtp_server_uuid = null,
        updated_at = ${now}
    where q.status = 'uncertain'
      and q.campaign_id = ${campaignId}
      and ${among(sql, rows)}
      and exists (
        select from campaign_audience a where a.campaign_id = q.campaign_id and a.subscriber_id = q.subscriber_id
      )
  `;
  return result.count;
}

const among = (sql: Sql, rows: UncertainRows) =>
  'ids' in rows ? sql`q.id = any(${[...rows.ids]}::bigint[])` : sql`q.campaign_id = ${rows.campaignId}`;
