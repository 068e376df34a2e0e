import { booleans, timestamps } from '../db/array-parameters.ts';
import type { Sql } from '../db/connect.ts';
import type { Outcome } from '../smtp/outcome.ts';
import type { Transition } from './row-transition.ts';

/**
 * Whether this batch of the worker's is still to be written: not if it was, by a transaction whose answer was lost, nor if
 * the worker's lease has been taken away and a sweep has settled for it.
 */
export async function takeBatch(sql: Sql, workerId: string, batch: number): Promise<boolean> {
  const result = await sql`
    update workers set settled_batch = ${batch} where id = ${workerId} and settled_batch < ${batch}
  `;
  return result.count === 1;
}

export interface AttemptResult {
  attemptId: string;
  outcome: Outcome['kind'];
  seen: boolean;
  reply: string;
  at: Date;
}

/**
 * Closes attempts and returns the ids of those that were open; the others have been settled by a sweep.
 *
 * @param countedAt When sliding windows count them, by their time.
 */
export async function closeAttempts(
  sql: Sql,
  results: readonly AttemptResult[],
  countedAt: Date,
): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`
    update attempts
    set outcome = result.outcome, seen = result.seen, reply = result.reply, finished_at = result.at,
        counted_at = ${countedAt}
    from unnest(
      ${results.map((r) => r.attemptId)}::bigint[],
      ${results.map((r) => r.outcome)}::text[],
      ${booleans(results.map((r) => r.seen))}::text[]::boolean[],
      ${results.map((r) => r.reply)}::text[],
      ${timestamps(results.map((r) => r.at))}::text[]::timestamptz[]
    ) as result (id, outcome, seen, reply, at)
    where attempts.id = result.id and attempts.outcome is null
    returning attempts.id
  `;
  return new Set(rows.map(({ id }) => id));
}

/** Closes what was opened for these rows by a beginning whose answer was lost: nothing was handed over. */
export async function closeUnknownAttempts(
  sql: Sql,
  { workerId, now, rowIds }: { workerId: string; now: Date; rowIds: readonly string[] },
): Promise<void> {
  if (rowIds.length === 0) return;
  await sql`
    update attempts
    set outcome = 'unsent', seen = false, finished_at = ${now}
    where queue_id = any(${[...rowIds]}::bigint[]) and worker_id = ${workerId} and outcome is null
  `;
}

export interface SettledRow {
  id: string;
  campaignId: number;
  status: string;
}

interface Move {
  workerId: string;
  now: Date;
  /** `deferredBy`: the server, if it was deferred just now. */
  rows: readonly (Transition & { id: string; isSuspect: boolean; deferredBy: string | null })[];
}

/**
 * Moves rows to where they stay, each only if the worker still holds it. (`is not distinct from` keeps the planner from
 * the index on `leased_by`, whose statistics can't follow it: rows are looked up by their ids.)
 *
 * A row that an operator has moved by hand stays its worker's until another claims it, which waits for the open attempt.
 * What that came to is written over the status `queued`, and over any other if the server has, or may have, accepted the
 * message: else it would be sent twice, at once or by a later retry.
 */
export async function finishRows(sql: Sql, { workerId, now, rows }: Move): Promise<SettledRow[]> {
  if (rows.length === 0) return [];
  return sql<SettledRow[]>`
    update email_queue q
    set status = result.status,
        sent_at = case when result.status = 'sent' then ${now}::timestamptz else q.sent_at end,
        retry_count = q.retry_count + result.counts::int,
        last_error = case when result.status = 'sent' then null else coalesce(result.error, q.last_error) end,
        leased_by = null,
        updated_at = ${now}
    from unnest(
      ${rows.map((r) => r.id)}::bigint[],
      ${rows.map((r) => r.status)}::text[],
      ${booleans(rows.map((r) => r.counts))}::text[]::boolean[],
      ${rows.map((r) => r.error)}::text[]
    ) as result (id, status, counts, error)
    where q.id = result.id
      and q.leased_by is not distinct from ${workerId}
      and (q.status in ('sending', 'queued') or result.status in ('sent', 'uncertain'))
    returning q.id, q.campaign_id, q.status
  `;
}

/**
 * Moves rows back into the queue, each only if the worker still holds it and nobody has taken it out by hand. Those whose
 * campaign has been cancelled meanwhile, or whose subscriber has left, are cancelled instead.
 */
export async function requeueRows(sql: Sql, { workerId, now, rows }: Move): Promise<SettledRow[]> {
  if (rows.length === 0) return [];
  return sql<SettledRow[]>`
    with result as (
      select
        r.*,
        case
          when c.status = 'cancelled' then 'campaign cancelled'
          when not exists (
            select from campaign_audience a where a.campaign_id = q.campaign_id and a.subscriber_id = q.subscriber_id
          ) then coalesce(r.error, 'subscriber left before it was sent')
        end as cancelled_because
      from unnest(
        ${rows.map((r) => r.id)}::bigint[],
        ${timestamps(rows.map((r) => r.scheduledAt))}::text[]::timestamptz[],
        ${booleans(rows.map((r) => r.counts))}::text[]::boolean[],
        ${booleans(rows.map((r) => r.isSuspect))}::text[]::boolean[],
        ${rows.map((r) => r.error)}::text[],
        ${rows.map((r) => r.deferredBy)}::text[]
      ) as r (id, scheduled_at, counts, suspect, error, deferred_by)
      join email_queue q on q.id = r.id
      join campaigns c on c.id = q.campaign_id
    )
    update email_queue q
    set status = case when cancelled_because is null then 'queued' else 'cancelled' end,
        scheduled_at = coalesce(result.scheduled_at, q.scheduled_at),
        retry_count = q.retry_count + result.counts::int,
        suspicions = q.suspicions + result.suspect::int,
        first_deferred_at = case
          when result.deferred_by is null then q.first_deferred_at
          else coalesce(q.first_deferred_at, ${now}::timestamptz)
        end,
        deferred_by = coalesce(result.deferred_by, q.deferred_by),
        last_error = coalesce(cancelled_because, result.error, q.last_error),
        assigned_smtp_server_uuid = case when cancelled_because is null then null else q.assigned_smtp_server_uuid end,
        leased_by = null,
        updated_at = ${now}
    from result
    where q.id = result.id and q.leased_by is not distinct from ${workerId} and q.status in ('sending', 'queued')
    returning q.id, q.campaign_id, q.status
  `;
}
