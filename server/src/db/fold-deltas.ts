import type { Fragment, Sql } from './connect.ts';
import { countsLock } from './locks.ts';

/** Below this, summing the deltas costs less than folding them. */
const worthFolding = 1_000;

/**
 * Replaces the deltas of a table of counters, in its column `n`, by their sums, and returns how many rows that took away; 0
 * when there are too few for it, or when somebody else is at it.
 *
 * One statement: readers see the deltas or their sums, never both and never neither. Writers only add deltas, so they
 * neither wait for this nor are missed by it. What deletes all counters, as truncating what they count does, takes the same
 * lock first: else it would miss the sums that are being written.
 *
 * @param counters.key The columns that tell one counter of the table from another.
 */
export async function foldDeltas(
  sql: Sql,
  { table, key }: { table: Fragment; key: Fragment },
  { above = worthFolding } = {},
): Promise<number> {
  const [folded] = await sql<{ n: number }[]>`
    with deltas as (
      delete from ${table}
      where (select count(*) > ${above} from (select from ${table} limit ${above + 1}) as some_deltas)
        and (select pg_try_advisory_xact_lock(${countsLock}))
      returning ${key}, n
    ), sums as (
      insert into ${table} (${key}, n)
      select ${key}, sum(n)
      from deltas
      group by ${key}
      having sum(n) <> 0
      returning n
    )
    select (select count(*) from deltas)::int - (select count(*) from sums)::int as n
  `;
  return folded!.n;
}
