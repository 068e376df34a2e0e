import type { Sql } from '../db/connect.ts';

/** The day that is told of, and an hour more. */
const keptHours = 25;

/** Forgets what was accepted in minutes that nothing tells of any more. Looked up by the index: without any, it costs little. */
export async function pruneMinuteUsage(sql: Sql, now: Date): Promise<number> {
  const oldest = new Date(now.getTime() - keptHours * 3_600_000);
  const result = await sql`delete from smtp_minute_usage where minute < ${oldest}`;
  return result.count;
}
