import type { Sql } from '../db/connect.ts';
import { type Counted, countingAt, countUsage } from './count-usage.ts';
import { type LimitsState, type QueueDeps, withLimits } from './limits-transaction.ts';
import type { TransitionPolicy } from './row-transition.ts';
import { longestAttemptMs } from './usage-store.ts';

export interface Swept {
  workers: string[];
  /** Rows that had not been begun, and wait again. */
  released: number;
  /** Rows whose attempt was under way: nobody knows what became of it. */
  uncertain: number;
}

const reason = 'the worker stopped before the server answered';

/**
 * Takes away the leases that have run out. Attempts that were under way count as used, from now, and their rows become
 * `uncertain`; rows that were claimed and not begun go back to the queue, and their permits are free again.
 */
export function sweep(deps: QueueDeps, policy: Pick<TransitionPolicy, 'onUncertain'>): Promise<Swept> {
  return withLimits(deps, async (tx, state) => {
    const workers = await takeExpired(tx, state.now);
    if (workers.length === 0) return { workers, released: 0, uncertain: 0 };

    const cut = await closeOpenAttempts(tx, workers, state);
    await countUsage(tx, state, cut);
    const rowIds = cut.flatMap(({ rowId }) => rowId ?? []);
    const uncertain = await markCut(tx, { rowIds, workers, onUncertain: policy.onUncertain, now: state.now });
    const released = await releaseRest(tx, workers, state.now);
    return { workers, released, uncertain };
  });
}

/**
 * Waits for beginnings that are under way; permits go with the workers. A worker that is just renewing its lease, or
 * settling, keeps it until the next sweep: a settlement waits for the limits' lock, which is held here.
 */
async function takeExpired(sql: Sql, now: Date): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    delete from workers
    where id in (select id from workers where expires_at <= ${now} for no key update skip locked)
    returning id
  `;
  return rows.map(({ id }) => id);
}

/**
 * Found by the rows that the workers hold; those of test messages, which have no row, by themselves; and those whose row
 * has been deleted by hand meanwhile, among the latest.
 */
function closeOpenAttempts(
  sql: Sql,
  workers: string[],
  state: LimitsState,
): Promise<(Counted & { rowId: string | null })[]> {
  const { now } = state;
  return sql<(Counted & { rowId: string | null })[]>`
    with cut as (
      select a.id
      from email_queue q
      join attempts a on a.queue_id = q.id and a.worker_id = q.leased_by and a.outcome is null
      where q.leased_by = any(${workers}::uuid[])
      union all
      select id
      from attempts
      where worker_id = any(${workers}::uuid[]) and queue_id is null and outcome is null
      union all
      select a.id
      from attempts a
      where a.worker_id = any(${workers}::uuid[]) and a.outcome is null
        and a.started_at >= ${new Date(now.getTime() - longestAttemptMs)}
        and a.queue_id is not null
        and not exists (select from email_queue q where q.id = a.queue_id)
    )
    update attempts a
    set outcome = 'uncertain', seen = true, reply = ${reason}, finished_at = ${now}, counted_at = ${countingAt(state)}
    from cut
    where a.id = cut.id
    returning a.queue_id as row_id, a.smtp_server_uuid as server_uuid, true as seen, true as accepted
  `;
}

/** Rows that an operator has taken out of the queue by hand become `uncertain` too: a retry of them could be the second. */
async function markCut(
  sql: Sql,
  {
    rowIds,
    workers,
    onUncertain,
    now,
  }: { rowIds: string[]; workers: string[]; onUncertain: TransitionPolicy['onUncertain']; now: Date },
): Promise<number> {
  const [status, from] =
    onUncertain === 'resend' ? ['queued', ['sending']] : ['uncertain', ['sending', 'cancelled', 'failed']];
  const result = await sql`
    update email_queue
    set status = ${status}, last_error = ${reason}, leased_by = null, updated_at = ${now}
    where id = any(${rowIds}::bigint[]) and status = any(${from}::text[]) and leased_by = any(${workers}::uuid[])
  `;
  return result.count;
}

/** Rows that an operator has moved by hand keep the status given to them. */
async function releaseRest(sql: Sql, workers: string[], now: Date): Promise<number> {
  const [released] = await sql<{ n: number }[]>`
    with freed as (
      update email_queue
      set status = case when status = 'sending' then 'queued' else status end,
          assigned_smtp_server_uuid = case when status = 'sending' then null else assigned_smtp_server_uuid end,
          leased_by = null,
          updated_at = ${now}
      where leased_by = any(${workers}::uuid[])
      returning status
    )
    select count(*)::int as n from freed where status = 'queued'
  `;
  return released!.n;
}
