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
 * Writes queue rows for the next people on the lists of one running campaign that has not been enqueued to the end, as far as they
 * are in its audience, and returns `null` when there is none. Each chunk is a transaction that also moves the campaign's cursor,
 * so that it can stop anywhere and go on; a person is written once however often this runs, by however many workers.
 *
 * Rows bear the time at which their campaign started: oldest first means the campaign that started first.
 *
 * @param chunkSize Most subscriptions that a chunk looks at, but at least one of each list.
 */
export function enqueueChunk(deps: { sql: Pool; clock: Clock }, chunkSize: number): Promise<Enqueued | null> {
  return deps.sql.begin(async (tx) => {
    const campaign = await lockUnqueued(tx);
    if (!campaign) return null;
    const last = await findLast(tx, campaign, chunkSize);
    const now = deps.clock.now();
    const count = await writeRows(tx, campaign, { last: last ?? lastOfAll, now });
    await moveCursor(tx, campaign.id, { cursor: last, queuedAt: last === null ? now : null });
    return { campaignId: campaign.id, count, done: last === null };
  }) as Promise<Enqueued | null>;
}

/** The largest id there can be. */
const lastOfAll = 2 ** 31 - 1;

interface Unqueued {
  id: number;
  /** Everyone up to here has been looked at. */
  cursor: number;
}

async function lockUnqueued(sql: Sql): Promise<Unqueued | undefined> {
  const [campaign] = await sql<Unqueued[]>`
    select id, enqueue_cursor as cursor
    from campaigns
    where status = 'running' and queued_at is null
    order by priority desc, started_at, id
    limit 1
    for update skip locked
  `;
  return campaign;
}

/**
 * How far the next chunk goes: to the first subscriber up to whom one of the lists has its part of it; `null` when none has, and
 * all that are left are one chunk. So lists that overlap are read once, whatever their number.
 */
async function findLast(sql: Sql, { id, cursor }: Unqueued, chunkSize: number): Promise<number | null> {
  const [found] = await sql<{ last: number | null }[]>`
    select min(part.last) as last
    from (select list_id, count(*) over () as lists from campaign_lists where campaign_id = ${id}) as cl
    cross join lateral (
      select sn.subscriber_id as last
      from subscriptions sn
      where sn.list_id = cl.list_id and sn.subscriber_id > ${cursor}
      order by sn.subscriber_id
      offset greatest(0, ${chunkSize} / cl.lists - 1)
      limit 1
    ) as part
  `;
  return found!.last;
}

/**
 * Rows for those on the lists with an id above the cursor and up to `last`; answers how many. `offset 0` has
 * each list read by itself and `limit 1` the audience looked up for each person, however large they are.
 */
async function writeRows(
  sql: Sql,
  { id, cursor }: Unqueued,
  { last, now }: { last: number; now: Date },
): Promise<number> {
  const written = await sql`
    insert into email_queue (campaign_id, subscriber_id, scheduled_at, created_at, updated_at)
    select c.id, people.id, coalesce(c.started_at, ${now}), ${now}, ${now}
    from (
      select distinct listed.id
      from campaign_lists cl
      cross join lateral (
        select sn.subscriber_id as id
        from subscriptions sn
        where sn.list_id = cl.list_id and sn.subscriber_id > ${cursor} and sn.subscriber_id <= ${last}
        offset 0
      ) as listed
      where cl.campaign_id = ${id}
    ) as people
    join campaigns c on c.id = ${id}
    cross join lateral (
      select from campaign_audience a where a.campaign_id = c.id and a.subscriber_id = people.id limit 1
    ) as in_audience
    order by people.id
    on conflict (campaign_id, subscriber_id) do nothing
  `;
  return written.count;
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
