import type { Sql } from '../db/connect.ts';
import { likePart } from '../db/like-part.ts';
import type { List, ListContent } from './list.ts';

/** All of these hold at once. */
export interface ListFilter {
  /** Part of a name, in any case. */
  query?: string | undefined;
  type?: string | undefined;
  optin?: string | undefined;
  status?: string | undefined;
  /** A list has all of these. */
  tags?: readonly string[] | undefined;
}

export interface ListOrder {
  by: 'id' | 'name' | 'status' | 'created_at' | 'updated_at' | 'subscriber_count';
  direction: 'asc' | 'desc';
}

/** One page of the lists that the filter lets through, and how many those are in all. */
export async function findLists(
  sql: Sql,
  filter: ListFilter,
  { order, limit, offset }: { order: ListOrder; limit: number | null; offset: number },
): Promise<{ results: List[]; total: number }> {
  const { query, type, optin, status, tags } = filter;
  const matching = sql`
    from lists l
    where true
      ${query ? sql`and l.name ilike ${likePart(query)}` : sql``}
      ${type ? sql`and l.type = ${type}` : sql``}
      ${optin ? sql`and l.optin = ${optin}` : sql``}
      ${status ? sql`and l.status = ${status}` : sql``}
      ${tags?.length ? sql`and l.tags @> ${[...tags]}::text[]` : sql``}
  `;
  const results = await sql<List[]>`
    select ${columns(sql)}
    from (select l.* ${matching}) l
    ${counts(sql)}
    order by ${sql(order.by)} ${order.direction === 'desc' ? sql`desc` : sql`asc`}, l.id
    limit ${limit} offset ${offset}
  `;
  const [row] = await sql<{ total: number }[]>`select count(*)::int as total ${matching}`;
  return { results: [...results], total: row!.total };
}

/** All lists by name, without their counts. */
export async function findListNames(sql: Sql): Promise<Omit<List, 'subscriberCount' | 'subscriberStatuses'>[]> {
  return sql<List[]>`
    select id, uuid, name, type, optin, status, tags, description, created_at, updated_at
    from lists
    order by name, id
  `;
}

export async function findList(sql: Sql, id: number): Promise<List | null> {
  const [list] = await sql<List[]>`
    select ${columns(sql)}
    from lists l
    ${counts(sql)}
    where l.id = ${id}
  `;
  return list ?? null;
}

export async function insertList(sql: Sql, list: ListContent, now: Date): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into lists (name, type, optin, status, tags, description, created_at, updated_at)
    values (${list.name}, ${list.type}, ${list.optin}, ${list.status}, ${list.tags}, ${list.description}, ${now}, ${now})
    returning id
  `;
  return row!.id;
}

/** Changes what is given; false if there is no such list. */
export async function updateList(
  sql: Sql,
  { id, list, now }: { id: number; list: Partial<ListContent>; now: Date },
): Promise<boolean> {
  const result = await sql`
    update lists
    set name = coalesce(${list.name ?? null}, name),
      type = coalesce(${list.type ?? null}, type),
      optin = coalesce(${list.optin ?? null}, optin),
      status = coalesce(${list.status ?? null}, status),
      tags = coalesce(${list.tags ?? null}, tags),
      description = coalesce(${list.description ?? null}, description),
      updated_at = ${now}
    where id = ${id}
  `;
  return result.count === 1;
}

/** Deletes lists with their subscriptions, and returns how many there were. The subscribers stay. */
export async function deleteLists(sql: Sql, ids: readonly number[]): Promise<number> {
  const result = await sql`delete from lists where id = any(${[...ids]}::int[])`;
  return result.count;
}

/** Those of these ids that are a list's. */
export async function findExistingListIds(sql: Sql, ids: readonly number[]): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`select id from lists where id = any(${[...ids]}::int[])`;
  return rows.map(({ id }) => id);
}

/** Those of these uuids that are a list's, with its id. */
export async function findListIdsByUuid(sql: Sql, uuids: readonly string[]): Promise<{ id: number; uuid: string }[]> {
  return sql<{ id: number; uuid: string }[]>`select id, uuid from lists where uuid = any(${[...uuids]}::uuid[])`;
}

/** Who is on these lists and waits in the queue of a campaign to them. */
export async function findQueuedSubscribersOfLists(sql: Sql, listIds: readonly number[]): Promise<number[]> {
  const rows = await sql<{ subscriberId: number }[]>`
    select distinct q.subscriber_id
    from campaign_lists cl
    join email_queue q on q.campaign_id = cl.campaign_id and q.status = 'queued'
    join subscriptions sn on sn.list_id = cl.list_id and sn.subscriber_id = q.subscriber_id
    where cl.list_id = any(${[...listIds]}::int[])
  `;
  return rows.map(({ subscriberId }) => subscriberId);
}

function columns(sql: Sql) {
  return sql`
    l.id, l.uuid, l.name, l.type, l.optin, l.status, l.tags, l.description, l.created_at, l.updated_at,
    subscriber_count, subscriber_statuses
  `;
}

function counts(sql: Sql) {
  return sql`
    cross join lateral (
      select coalesce(sum(n), 0)::int as subscriber_count,
        coalesce(jsonb_object_agg(by_status.status, n), '{}') as subscriber_statuses
      from (
        select sn.status, count(*) as n
        from subscriptions sn
        where sn.list_id = l.id
        group by sn.status
      ) by_status
    ) counted
  `;
}
