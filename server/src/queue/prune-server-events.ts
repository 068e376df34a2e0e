import type { Sql } from '../db/connect.ts';

const keptEvents = 1_000;
const keptDays = 90;

/**
 * Forgets what is older than 90 days, and all but the newest 1,000 entries of each server; returns how many it forgot.
 *
 * Both are looked up by the index, so that it costs little when there is nothing to forget.
 */
export async function pruneServerEvents(sql: Sql, now: Date): Promise<number> {
  const oldest = new Date(now.getTime() - keptDays * 86_400_000);
  const result = await sql`
    with last_kept as (
      select smtp_server_uuid, too_many.id
      from smtp_server_state s
      cross join lateral (
        select e.id
        from smtp_server_events e
        where e.smtp_server_uuid = s.smtp_server_uuid
        order by e.id desc
        offset ${keptEvents}
        limit 1
      ) as too_many
    )
    delete from smtp_server_events e
    where e.at < ${oldest}
      or exists (select from last_kept k where k.smtp_server_uuid = e.smtp_server_uuid and e.id <= k.id)
  `;
  return result.count;
}
