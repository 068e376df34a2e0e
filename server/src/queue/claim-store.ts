import type { Pacing } from '../capacity/pacing.ts';
import type { WindowSpan } from '../capacity/send-window.ts';
import type { Fragment, Sql } from '../db/connect.ts';

export interface RunningCampaign {
  id: number;
  uuid: string;
  messenger: string;
  /** Of its priority; higher goes first. */
  rank: number;
  /** Its share among those of its rank. */
  weight: number;
  /** Moves when the campaign or its template is edited. */
  revisedAt: Date;
  sendWindows: WindowSpan[];
  pacing: Pacing;
  deadline: Date | null;
  /** What it released last, and how many rows are queued; `null` unless it is spread evenly. */
  releasedAt: Date | null;
  released: number | null;
  queued: number | null;
}

/** A row that is due. */
export interface DueRow {
  id: string;
  campaignId: number;
  subscriberId: number;
  /** Attempts that counted so far. */
  retryCount: number;
  /** How often the message was suspect so far, see row-transition.ts. */
  suspicions: number;
  /** When it was deferred first, and by which server last; `null` if it never was. */
  firstDeferredAt: Date | null;
  deferredBy: string | null;
  /** Given by hand; 0 unless it was. */
  priority: number;
  /** When it fell due, as PostgreSQL writes it: to the microsecond. */
  dueSince: string;
}

/** A row's place in the order in which the rows of its campaign are to leave. */
export type Place = Pick<DueRow, 'priority' | 'dueSince' | 'id'>;

/** How many rows of a campaign are looked for. */
export interface Wanted {
  campaignId: number;
  rank: number;
  limit: number;
  /** Only rows of its priority that come behind it; all unless given. */
  behind?: Place | null;
}

export function runningCampaigns(sql: Sql): Promise<RunningCampaign[]> {
  return sql<RunningCampaign[]>`
    select c.id, c.uuid, c.messenger, c.weight, c.send_windows, c.pacing, c.deadline, r.revised_at,
      case c.priority when 'high' then 1 when 'normal' then 0 else -1 end as rank,
      last.released_at, last.released,
      case c.pacing when 'even' then (
        select coalesce(sum(n), 0)::int from queue_counts where campaign_id = c.id and status = 'queued'
      ) end as queued
    from campaigns c
    join campaign_revisions r on r.campaign_id = c.id
    left join campaign_releases last on last.campaign_id = c.id and c.pacing = 'even'
    where c.status = 'running'
    order by c.id
  `;
}

/**
 * Up to `limit` due rows of each of these campaigns, in the order in which they are to leave: those to which somebody gave
 * a priority by hand before or after all others, then by their campaign's rank, then oldest first. An operator can queue by
 * hand what a worker holds: a row whose last attempt is still open is left alone until that attempt is settled, and its own
 * worker does not take it again before it has let go of it.
 */
export function dueRows(
  sql: Sql,
  campaigns: readonly Wanted[],
  { workerId, now }: { workerId: string; now: Date },
): Promise<DueRow[]> {
  const due = (place: Fragment) => sql`
    select q.id, q.campaign_id, q.subscriber_id, q.retry_count, q.suspicions, q.first_deferred_at, q.deferred_by,
      q.priority, q.scheduled_at
    from email_queue q
    where q.campaign_id = campaign.id
      and q.status = 'queued'
      and q.scheduled_at <= ${now}
      and ${place}
      and (
        q.leased_by is null
        or q.leased_by <> ${workerId}
        and not exists (select from attempts a where a.queue_id = q.id and a.outcome is null)
      )
    order by q.priority desc, q.scheduled_at, q.id
    limit campaign.most
    for update skip locked
  `;
  return sql<DueRow[]>`
    select due.id, due.campaign_id, due.subscriber_id, due.retry_count, due.suspicions, due.first_deferred_at,
      due.deferred_by, due.priority, due.scheduled_at::text as due_since
    from unnest(
      ${campaigns.map((c) => c.campaignId)}::int[],
      ${campaigns.map((c) => c.rank)}::int[],
      ${campaigns.map((c) => c.limit)}::int[],
      ${campaigns.map((c) => c.behind?.priority ?? null)}::int[],
      ${campaigns.map((c) => c.behind?.dueSince ?? null)}::text[]::timestamptz[],
      ${campaigns.map((c) => c.behind?.id ?? null)}::bigint[]
    ) as campaign (id, rank, most, priority, since, row_id)
    cross join lateral (
      select * from (${due(sql`campaign.row_id is null`)}) as all_of_them
      union all
      select * from (
        ${due(sql`q.priority = campaign.priority and (q.scheduled_at, q.id) > (campaign.since, campaign.row_id)`)}
      ) as behind
    ) as due
    order by due.priority desc, campaign.rank desc, due.scheduled_at, due.id
  `;
}

/** Marks rows as being sent by a worker through the server chosen for each. */
export async function markSending(
  sql: Sql,
  { workerId, now, rows }: { workerId: string; now: Date; rows: readonly { id: string; serverUuid: string }[] },
): Promise<void> {
  await sql`
    update email_queue
    set status = 'sending', assigned_smtp_server_uuid = chosen.server_uuid, leased_by = ${workerId}, updated_at = ${now}
    from unnest(${rows.map((r) => r.id)}::bigint[], ${rows.map((r) => r.serverUuid)}::text[]) as chosen (id, server_uuid)
    where email_queue.id = chosen.id and email_queue.status = 'queued'
  `;
}

/** When the next deferred row of a running campaign falls due, or `null`. */
export async function nextRetryAt(sql: Sql, now: Date): Promise<Date | null> {
  const [row] = await sql<{ at: Date | null }[]>`
    select min(next.at) as at
    from campaigns c
    cross join lateral (
      select q.scheduled_at as at
      from email_queue q
      where q.campaign_id = c.id and q.status = 'queued' and q.scheduled_at > q.created_at
        and q.scheduled_at > ${now}
      order by q.scheduled_at
      limit 1
    ) as next
    where c.status = 'running'
  `;
  return row!.at;
}
