import { timestamps } from '../db/array-parameters.ts';
import type { Sql } from '../db/connect.ts';
import type { HealthChange, ServerEvent } from './server-event.ts';

/** What is kept of each server's log, see `pruneServerEvents`. */
const keptEvents = 1_000;
const keptDays = 90;

export async function insertServerEvents(sql: Sql, changes: readonly HealthChange[]): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    insert into smtp_server_events (smtp_server_uuid, at, from_health, to_health, until, reply, campaign_id, changed_by)
    select *
    from unnest(
      ${changes.map(({ serverUuid }) => serverUuid)}::text[],
      ${timestamps(changes.map(({ at }) => at))}::text[]::timestamptz[],
      ${changes.map(({ from }) => from)}::text[],
      ${changes.map(({ to }) => to)}::text[],
      ${timestamps(changes.map(({ until }) => until))}::text[]::timestamptz[],
      ${changes.map(({ reply }) => reply)}::text[],
      ${changes.map(({ campaignId }) => campaignId)}::int[],
      ${changes.map(({ changedBy }) => changedBy)}::text[]
    )
  `;
}

/** A server's log, the newest first, and how many entries it has. */
export async function findServerEvents(
  sql: Sql,
  serverUuid: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ results: ServerEvent[]; total: number }> {
  const [results, [counted]] = await Promise.all([
    sql<ServerEvent[]>`
      select id, smtp_server_uuid as server_uuid, at, from_health as from, to_health as to, until, reply, campaign_id,
        changed_by
      from smtp_server_events
      where smtp_server_uuid = ${serverUuid}
      order by id desc
      limit ${limit}
      offset ${offset}
    `,
    sql<{ n: number }[]>`select count(*)::int as n from smtp_server_events where smtp_server_uuid = ${serverUuid}`,
  ]);
  return { results, total: counted!.n };
}

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
