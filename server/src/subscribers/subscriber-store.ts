import type { Sql } from '../db/connect.ts';
import { likePart } from '../db/like-part.ts';
import type { Attribs } from './attribs.ts';
import type { Subscriber, SubscriberStatus } from './subscriber.ts';

/** All of these hold at once. */
export interface SubscriberFilter {
  /** Part of an address or a name, in any case. */
  search?: string | undefined;
  /** On any of these lists. */
  listIds?: readonly number[] | undefined;
  /** With this standing on any of `listIds`, or on any list. */
  subscriptionStatus?: string | undefined;
  ids?: readonly number[] | undefined;
}

export interface SubscriberOrder {
  by: 'id' | 'email' | 'name' | 'status' | 'created_at' | 'updated_at';
  direction: 'asc' | 'desc';
}

/** A subscriber without the lists. */
export type SubscriberRow = Omit<Subscriber, 'lists'>;

/** One page of the subscribers that the filter lets through, and how many those are in all. */
export async function findSubscribers(
  sql: Sql,
  filter: SubscriberFilter,
  { order, limit, offset }: { order: SubscriberOrder; limit: number | null; offset: number },
): Promise<{ results: SubscriberRow[]; total: number }> {
  const results = await sql<SubscriberRow[]>`
    select s.id, s.uuid, s.email, s.name, s.attribs, s.status, s.created_at, s.updated_at
    from subscribers s
    where ${matches(sql, filter)}
    order by ${sql(`s.${order.by}`)} ${order.direction === 'desc' ? sql`desc` : sql`asc`}, s.id
    limit ${limit} offset ${offset}
  `;
  const [row] = await sql<{ total: number }[]>`
    select count(*)::int as total from subscribers s where ${matches(sql, filter)}
  `;
  return { results: [...results], total: row!.total };
}

/** Those after the id `after`, by ascending id: for going through all without holding them. */
export async function findSubscribersAfter(
  sql: Sql,
  filter: SubscriberFilter,
  { after, limit }: { after: number; limit: number },
): Promise<SubscriberRow[]> {
  return sql<SubscriberRow[]>`
    select s.id, s.uuid, s.email, s.name, s.attribs, s.status, s.created_at, s.updated_at
    from subscribers s
    where s.id > ${after} and ${matches(sql, filter)}
    order by s.id
    limit ${limit}
  `;
}

export async function findSubscriber(sql: Sql, id: number): Promise<SubscriberRow | null> {
  const [row] = await sql<SubscriberRow[]>`
    select id, uuid, email, name, attribs, status, created_at, updated_at
    from subscribers
    where id = ${id}
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
    insert into subscribers (email, name, attribs, status, created_at, updated_at)
    values (${email}, ${name}, ${JSON.stringify(attribs)}::text::jsonb, ${status}, ${now}, ${now})
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
      status = coalesce(${status ?? null}, status),
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

/** Gives these subscribers a status; who has it already is left as they are. */
export async function setStatus(
  sql: Sql,
  { ids, status, now }: { ids: readonly number[]; status: SubscriberStatus; now: Date },
): Promise<void> {
  await sql`
    update subscribers
    set status = ${status}, updated_at = ${now}
    where id = any(${[...ids]}::int[]) and status <> ${status}
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

function matches(sql: Sql, { search, listIds, subscriptionStatus, ids }: SubscriberFilter) {
  const byList = listIds?.length ? sql`and sn.list_id = any(${[...listIds]}::int[])` : sql``;
  const byStanding = subscriptionStatus ? sql`and sn.status = ${subscriptionStatus}` : sql``;
  const subscribed = sql`and exists (
    select from subscriptions sn where sn.subscriber_id = s.id ${byList} ${byStanding}
  )`;
  return sql`
    true
    ${search ? sql`and (s.email ilike ${likePart(search)} or s.name ilike ${likePart(search)})` : sql``}
    ${listIds?.length || subscriptionStatus ? subscribed : sql``}
    ${ids?.length ? sql`and s.id = any(${[...ids]}::int[])` : sql``}
  `;
}
