import type { Sql } from '../server/src/db/connect.ts';

/** A list with so many people, whose addresses tell to which of the world's campaigns they belong: see `campaignOf`. */
export async function makePeople(sql: Sql, { campaign, count }: { campaign: number; count: number }): Promise<number> {
  const [list] = await sql<{ id: number }[]>`
    with list as (
      insert into lists (name, type, optin) values (${`Campaign ${campaign}`}, 'private', 'single') returning id
    ),
    people as (
      insert into subscribers (email, name)
      select 'c' || ${campaign}::int || '-' || n || '@example.com', 'Person ' || n
      from generate_series(1, ${count}::int) n
      returning id
    ),
    subscribed as (
      insert into subscriptions (list_id, subscriber_id, status)
      select list.id, people.id, 'confirmed' from list, people
    )
    select id from list
  `;
  return list!.id;
}

/** The index of the world's campaign that someone with this address belongs to. */
export function campaignOf(address: string): number {
  return Number(/^c(\d+)-/.exec(address)?.[1]);
}

export function campaignStates(sql: Sql) {
  return sql<
    {
      id: number;
      status: string;
      queuedAt: Date | null;
      startedAt: Date | null;
      finishedAt: Date | null;
      pausedReason: string | null;
    }[]
  >`
    select id, status, queued_at, started_at, finished_at, paused_reason from campaigns order by id
  `;
}

/** What befell the servers, in order. */
export function serverEvents(sql: Sql) {
  return sql<{ at: Date; server: string; from: string; to: string; until: Date | null; reply: string | null }[]>`
    select e.at, s.name as server, e.from_health as from, e.to_health as to, e.until, e.reply
    from smtp_server_events e
    join smtp_servers s on s.uuid = e.smtp_server_uuid
    order by e.id
  `;
}
