import type { Sql } from '../db/connect.ts';
import { countsLock } from '../db/locks.ts';

/** Below this, summing the deltas costs less than folding them. */
const worthFolding = 1_000;

/**
 * Replaces the deltas of the counters by their sums, and returns how many rows that took away; 0 when there are too few
 * for it, or when somebody else is at it.
 *
 * One statement: readers see the deltas or their sums, never both and never neither. Writers only add deltas, so they
 * neither wait for this nor are missed by it. What deletes all counters, as truncating the queue does, takes the same
 * lock first: else it would miss the sums that are being written.
 */
export async function foldCounts(sql: Sql, { above = worthFolding } = {}): Promise<number> {
  const [folded] = await sql<{ n: number }[]>`
    with deltas as (
      delete from queue_counts
      where (select count(*) > ${above} from (select from queue_counts limit ${above + 1}) as some_deltas)
        and (select pg_try_advisory_xact_lock(${countsLock}))
      returning campaign_id, status, n
    ), sums as (
      insert into queue_counts (campaign_id, status, n)
      select campaign_id, status, sum(n)
      from deltas
      group by campaign_id, status
      having sum(n) <> 0
      returning n
    )
    select (select count(*) from deltas)::int - (select count(*) from sums)::int as n
  `;
  return folded!.n;
}
