import type { Clock } from '../clock.ts';
import type { Pool, Sql } from '../db/connect.ts';

export interface Enqueued {
  campaignId: number;
  /** Rows written by this chunk. */
  count: number;
  /** Everyone has been looked at. */
  done: boolean;
}

/**
 * Writes queue rows for those of the next `chunkSize` people on the lists who are in the audience of one running campaign that has not been enqueued to the end, and
 * returns `null` when there is none. Each chunk is a transaction that also moves the campaign's cursor, so that it can
 * stop anywhere and go on; a person is written once however often this runs, by however many workers.
 *
 * Rows bear the time at which their campaign started: oldest first means the campaign that started first.
 */
export function enqueueChunk(deps: { sql: Pool; clock: Clock }, chunkSize: number): Promise<Enqueued | null> {
  return deps.sql.begin(async (tx) => {
    const campaign = await lockUnqueued(tx);
    if (!campaign) return null;
    const { last, size, count } = await writeRows(tx, campaign.id, { chunkSize, now: deps.clock.now() });
    const done = size < chunkSize;
    await moveCursor(tx, campaign.id, { cursor: last, queuedAt: done ? deps.clock.now() : null });
    return { campaignId: campaign.id, count, done };
  }) as Promise<Enqueued | null>;
}

async function lockUnqueued(sql: Sql): Promise<{ id: number } | undefined> {
  const [campaign] = await sql<{ id: number }[]>`
    select id
    from campaigns
    where status = 'running' and queued_at is null
    order by priority desc, started_at, id
    limit 1
    for update skip locked
  `;
  return campaign;
}

async function writeRows(
  sql: Sql,
  campaignId: number,
  { chunkSize, now }: { chunkSize: number; now: Date },
): Promise<{ last: number | null; size: number; count: number }> {
  const [written] = await sql<{ last: number | null; size: number; count: number }[]>`
    with people as (
      select distinct listed.id
      from campaigns c
      join campaign_lists cl on cl.campaign_id = c.id
      cross join lateral (
        select sn.subscriber_id as id
        from subscriptions sn
        where sn.list_id = cl.list_id and sn.subscriber_id > c.enqueue_cursor
        order by sn.subscriber_id
        limit ${chunkSize}
      ) as listed
      where c.id = ${campaignId}
      order by listed.id
      limit ${chunkSize}
    ), written as (
      insert into email_queue (campaign_id, subscriber_id, scheduled_at, created_at, updated_at)
      select c.id, people.id, coalesce(c.started_at, ${now}), ${now}, ${now}
      from people
      join campaigns c on c.id = ${campaignId}
      cross join lateral (
        -- limit 1: looked up for each person, however large the audience is
        select from campaign_audience a where a.campaign_id = c.id and a.subscriber_id = people.id limit 1
      ) as in_audience
      order by people.id
      on conflict (campaign_id, subscriber_id) do nothing
      returning id
    )
    select
      (select max(id) from people) as last,
      (select count(*)::int from people) as size,
      (select count(*)::int from written) as count
  `;
  return written!;
}

async function moveCursor(
  sql: Sql,
  campaignId: number,
  { cursor, queuedAt }: { cursor: number | null; queuedAt: Date | null },
): Promise<void> {
  await sql`
    update campaigns
    set enqueue_cursor = coalesce(${cursor}, enqueue_cursor), queued_at = ${queuedAt}
    where id = ${campaignId}
  `;
}
