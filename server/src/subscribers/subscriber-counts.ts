import type { Sql } from '../db/connect.ts';
import { foldDeltas } from '../db/fold-deltas.ts';

export interface SubscriberCounts {
  total: number;
  blocklisted: number;
  /** On no list. */
  orphans: number;
}

/** How many subscribers there are. Reads the maintained counters, never the subscribers. */
export async function countSubscribers(sql: Sql): Promise<SubscriberCounts> {
  const [counts] = await sql<SubscriberCounts[]>`
    select
      coalesce(sum(n) filter (where kind <> 'orphan'), 0)::int as total,
      coalesce(sum(n) filter (where kind = 'blocklisted'), 0)::int as blocklisted,
      coalesce(sum(n) filter (where kind = 'orphan'), 0)::int as orphans
    from subscriber_counts
  `;
  return counts!;
}

/** {@link foldDeltas} of the counters of subscribers. */
export function foldSubscriberCounts(sql: Sql, options?: { above?: number }): Promise<number> {
  return foldDeltas(sql, { table: sql`subscriber_counts`, key: sql`kind` }, options);
}
