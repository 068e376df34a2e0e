import type { Sql } from '../db/connect.ts';
import { likePart } from '../db/like-part.ts';
import type { Attribs } from './attribs.ts';
import type { Blocklister, Subscriber, SubscriberStatus } from './subscriber.ts';

/** All of these hold at once. */
export interface SubscriberFilter {
  /** Part of an address or a name, in any case. */
  search?: string | undefined;
  /** On any of these lists. */
  listIds?: readonly number[] | undefined;
  /** With this standing on any of `listIds`, or on any list. */
  subscriptionStatus?: string | undefined;
  ids?: readonly number[] | undefined;
  status?: SubscriberStatus | undefined;
}

export interface SubscriberOrder {
  by: 'id' | 'email' | 'name' | 'status' | 'created_at' | 'updated_at';
  direction: 'asc' | 'desc';
}

/** A subscriber without the lists. */
export type SubscriberRow = Omit<Subscriber, 'lists'>;

/** One page of the subscribers that the filter lets through, and how many those are in all. Ids are found before the rest. */
export async function findSubscribers(
  sql: Sql,
  filter: SubscriberFilter,
  { order, limit, offset }: { order: SubscriberOrder; limit: number | null; offset: number },
): Promise<{ results: SubscriberRow[]; total: number }> {
  const direction = order.direction === 'desc' ? sql`desc` : sql`asc`;
  const inOrder = sql`order by ${sql(`s.${order.by}`)} ${direction}, s.id ${direction}`;
  const results = await sql<SubscriberRow[]>`
    with page as materialized (
      select s.id
      from subscribers s
      where ${matches(sql, filter)}
      ${inOrder}
      limit ${limit} offset ${offset}
    )
    select ${columns(sql)}
    from page
    join subscribers s on s.id = page.id
    ${inOrder}
  `;
  // The last page says how many there are: what is searched for is mostly found on one page.
  const isLast = results.length > 0 && (limit === null || results.length < limit);
  return { results: [...results], total: isLast ? offset + results.length : await countSubscribers(sql, filter) };
}

async function countSubscribers(sql: Sql, filter: SubscriberFilter): Promise<number> {
  const [row] = await sql<{ total: number }[]>`
    select count(*)::int as total from subscribers s where ${matches(sql, filter)}
  `;
  return row!.total;
}

/** The ids after `after` and up to `upTo`, ascending. */
export async function findSubscriberIdsAfter(
  sql: Sql,
  filter: SubscriberFilter,
  { after, upTo, limit }: { after: number; upTo: number; limit: number },
): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select s.id
    from subscribers s
    where s.id > ${after} and s.id <= ${upTo} and ${matches(sql, filter)}
    order by s.id
    limit ${limit}
  `;
  return rows.map(({ id }) => id);
}

/** The highest id there is; 0 if there is none. */
export async function findLastSubscriberId(sql: Sql): Promise<number> {
  const [row] = await sql<{ id: number }[]>`select coalesce(max(id), 0) as id from subscribers`;
  return row!.id;
}

/** Those after the id `after`, by ascending id: for going through all without holding them. */
export async function findSubscribersAfter(
  sql: Sql,
  filter: SubscriberFilter,
  { after, limit }: { after: number; limit: number },
): Promise<SubscriberRow[]> {
  return sql<SubscriberRow[]>`
    select ${columns(sql)}
    from subscribers s
    where s.id > ${after} and ${matches(sql, filter)}
    order by s.id
    limit ${limit}
  `;
}

export async function findSubscriber(sql: Sql, id: number): Promise<SubscriberRow | null> {
  const [row] = await sql<SubscriberRow[]>`
    select ${columns(sql)}
    from subscribers s
    where s.id = ${id}
  `;
  return row ?? null;
}

/** The id of a new subscriber, or `null` if the address is taken. */
export async function insertSubscriber(
  sql: Sql,
  {
    email,
    name,
    attribs,
    status,
    now,
  }: {
    email: string;
    name: string;
    attribs: Attribs;
    status: SubscriberStatus;
    now: Date;
  },
): Promise<number | null> {
  const [row] = await sql<{ id: number }[]>`
    insert into subscribers (email, name, attribs, status, blocklisted_at, blocklisted_by, created_at, updated_at)
    values (${email}, ${name}, ${JSON.stringify(attribs)}::text::jsonb, ${status},
      ${status === 'blocklisted' ? now : null}, ${status === 'blocklisted' ? 'operator' : null}, ${now}, ${now})
    on conflict (lower(email)) do nothing
    returning id
  `;
  return row?.id ?? null;
}

/** Changes what is given. Fails on `subscribers_email` if the address is another's. */
export async function updateSubscriber(
  sql: Sql,
  id: number,
  {
    email,
    name,
    attribs,
    status,
    now,
  }: {
    email?: string | undefined;
    name?: string | undefined;
    attribs?: Attribs | undefined;
    status?: SubscriberStatus | undefined;
    now: Date;
  },
): Promise<void> {
  await sql`
    update subscribers
    set email = coalesce(${email ?? null}, email),
      name = coalesce(${name ?? null}, name),
      attribs = coalesce(${attribs ? JSON.stringify(attribs) : null}::text::jsonb, attribs),
      ${status === undefined ? sql`` : sql`status = ${status},`}
      ${status === 'blocklisted' ? blocklisting(sql, { by: 'operator', now }) : sql``}
      updated_at = ${now}
    where id = ${id}
  `;
}

/** Locks these subscribers against claims and one another, in the order of their ids, and returns those that exist. */
export async function lockSubscribers(sql: Sql, ids: readonly number[]): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select id
    from subscribers
    where id = any(${[...ids]}::int[])
    order by id
    for update
  `;
  return rows.map(({ id }) => id);
}

/** Blocklists these subscribers; who is that already is left as they are. */
export async function setBlocklisted(
  sql: Sql,
  { ids, by, now }: { ids: readonly number[]; by: Blocklister; now: Date },
): Promise<void> {
  await sql`
    update subscribers
    set status = 'blocklisted', ${blocklisting(sql, { by, now })} updated_at = ${now}
    where id = any(${[...ids]}::int[]) and status <> 'blocklisted'
  `;
}

/** Since when and by whom, which stays for those who are blocklisted already. A trigger empties it when that ends. */
function blocklisting(sql: Sql, { by, now }: { by: Blocklister; now: Date }) {
  return sql`
    blocklisted_at = case when status = 'blocklisted' then blocklisted_at else ${now} end,
    blocklisted_by = case when status = 'blocklisted' then blocklisted_by else ${by} end,
  `;
}

/** Their subscriptions go with them, their queue rows stay. */
export async function deleteSubscribers(sql: Sql, ids: readonly number[]): Promise<void> {
  await sql`delete from subscribers where id = any(${[...ids]}::int[])`;
}

export async function findSubscriberIdByUuid(sql: Sql, uuid: string): Promise<number | null> {
  const [row] = await sql<{ id: number }[]>`select id from subscribers where uuid = ${uuid}`;
  return row?.id ?? null;
}

/** The ids of those of these addresses that are somebody's, whatever their case. */
export async function findSubscriberIdsByEmail(
  sql: Sql,
  emails: readonly string[],
): Promise<{ id: number; email: string }[]> {
  return sql<{ id: number; email: string }[]>`
    select id, lower(email) as email
    from subscribers
    where lower(email) = any(${emails.map((email) => email.toLowerCase())}::text[])
    order by id
  `;
}

function columns(sql: Sql) {
  return sql`
    s.id, s.uuid, s.email, s.name, s.attribs, s.status, s.blocklisted_at, s.blocklisted_by, s.created_at, s.updated_at
  `;
}

function matches(sql: Sql, { search, listIds, subscriptionStatus, ids, status }: SubscriberFilter) {
  const byList = listIds?.length ? sql`and sn.list_id = any(${[...listIds]}::int[])` : sql``;
  const byStanding = subscriptionStatus ? sql`and sn.status = ${subscriptionStatus}` : sql``;
  const subscribed = sql`and exists (
    select from subscriptions sn where sn.subscriber_id = s.id ${byList} ${byStanding}
  )`;
  return sql`
    true
    ${search ? sql`and (s.email ilike ${likePart(search)} or s.name ilike ${likePart(search)})` : sql``}
    ${listIds?.length || subscriptionStatus ? subscribed : sql``}
    ${status ? sql`and s.status = ${status}` : sql``}
    ${ids?.length ? sql`and s.id = any(${[...ids]}::int[])` : sql``}
  `;
}
