import type { Sql } from '../db/connect.ts';
import { firstMinute, type MinuteUsage } from './throughput.ts';

/** Adds to what servers accepted in the minute of `now`. */
export async function addMinuteUsage(sql: Sql, now: Date, counts: ReadonlyMap<string, number>): Promise<void> {
  if (counts.size === 0) return;
  await sql`
    insert into smtp_minute_usage (minute, smtp_server_uuid, emails_sent)
    select ${firstMinute(now, 1)}, uuid, n
    from unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::int[]) as used (uuid, n)
    on conflict (minute, smtp_server_uuid) do update
    set emails_sent = smtp_minute_usage.emails_sent + excluded.emails_sent
  `;
}

/** What servers accepted in the minutes from `since` on, the first minutes first. */
export function loadMinuteUsage(sql: Sql, since: Date): Promise<MinuteUsage[]> {
  return sql<MinuteUsage[]>`
    select smtp_server_uuid as server_uuid, minute, emails_sent as count
    from smtp_minute_usage
    where minute >= ${since}
    order by minute
  `;
}

/** What each server accepted in all minutes from `since` on and before `until`. */
export async function sumMinuteUsage(
  sql: Sql,
  { since, until }: { since: Date; until: Date },
): Promise<Map<string, number>> {
  const rows = await sql<{ uuid: string; n: number }[]>`
    select smtp_server_uuid as uuid, sum(emails_sent)::int as n
    from smtp_minute_usage
    where minute >= ${since} and minute < ${until}
    group by smtp_server_uuid
  `;
  return new Map(rows.map(({ uuid, n }) => [uuid, n]));
}
