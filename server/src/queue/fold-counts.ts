import type { Sql } from '../db/connect.ts';
import { foldDeltas } from '../db/fold-deltas.ts';

/** {@link foldDeltas} of the counters of the queue. */
export function foldCounts(sql: Sql, options?: { above?: number }): Promise<number> {
  return foldDeltas(sql, { table: sql`queue_counts`, key: sql`campaign_id, status` }, options);
}
