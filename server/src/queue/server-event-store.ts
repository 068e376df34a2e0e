import { timestamps } from '../db/array-parameters.ts';
import type { Sql } from '../db/connect.ts';
import type { HealthChange, ServerEvent } from './server-event.ts';

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

/** Wakes every worker once the transaction has committed. */
export async function announceQueue(sql: Sql): Promise<void> {
  await sql`select pg_notify('queue', '')`;
}

/** Whether there is, or was, such a server. */
export async function isKnownServer(sql: Sql, serverUuid: string): Promise<boolean> {
  const [row] = await sql<{ known: boolean }[]>`
    select exists (select from smtp_servers where uuid = ${serverUuid})
      or exists (select from smtp_server_events where smtp_server_uuid = ${serverUuid}) as known
  `;
  return row!.known;
}
