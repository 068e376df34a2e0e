import type { Sql } from '../db/connect.ts';

/** Most that are forgotten at once. */
const batchSize = 5_000;

/**
 * Forgets attempts that began before `before` and are over; returns how many. One that is still open is kept, whatever its age.
 *
 * Windows are rebuilt from attempts, so `before` is further back than the longest period that a limit can have, 31 days.
 */
export async function pruneAttempts(sql: Sql, before: Date): Promise<number> {
  const result = await sql`
    delete from attempts
    where id in (select id from attempts where started_at < ${before} and outcome is not null limit ${batchSize})
  `;
  return result.count;
}
