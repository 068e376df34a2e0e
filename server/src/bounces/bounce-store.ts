import type { Sql } from '../db/connect.ts';
import type { Bounce, BounceType } from './bounce.ts';

/** All of these hold at once. */
export interface BounceFilter {
  campaignId?: number | undefined;
  subscriberId?: number | undefined;
  source?: string | undefined;
  type?: BounceType | undefined;
  id?: number | undefined;
}

export interface BouncePage {
  order: { by: 'email' | 'campaign_name' | 'source' | 'created_at' | 'type'; direction: 'asc' | 'desc' };
  /** `null`: all of them. */
  limit: number | null;
  offset: number;
}

/** One page of the bounces that the filter lets through, and how many those are in all. */
export async function findBounces(
  sql: Sql,
  filter: BounceFilter,
  { order, limit, offset }: BouncePage,
): Promise<{ results: Bounce[]; total: number }> {
  const columns = {
    email: 's.email',
    campaign_name: 'c.name',
    source: 'b.source',
    created_at: 'b.created_at',
    type: 'b.type',
  };
  const direction = order.direction === 'desc' ? sql`desc` : sql`asc`;
  const results = await sql<Bounce[]>`
    select b.id, b.type, b.source, b.meta, b.created_at, s.email, s.uuid as subscriber_uuid, s.id as subscriber_id,
      s.status as subscriber_status, c.uuid as campaign_uuid,
      case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name) end as campaign
    ${matching(sql, filter)}
    order by ${sql(columns[order.by])} ${direction}, b.id ${direction}
    limit ${limit} offset ${offset}
  `;
  const [row] = await sql<{ total: number }[]>`select count(*)::int as total ${matching(sql, filter)}`;
  return { results: [...results], total: row!.total };
}

const matching = (sql: Sql, { campaignId, subscriberId, source, type, id }: BounceFilter) => sql`
  from bounces b
  join subscribers s on s.id = b.subscriber_id
  left join campaigns c on c.id = b.campaign_id
  where true
    ${campaignId === undefined ? sql`` : sql`and b.campaign_id = ${campaignId}`}
    ${subscriberId === undefined ? sql`` : sql`and b.subscriber_id = ${subscriberId}`}
    ${type ? sql`and b.type = ${type}` : sql``}
    ${source ? sql`and b.source = ${source}` : sql``}
    ${id === undefined ? sql`` : sql`and b.id = ${id}`}
`;

/** Whom a bounce that is told of is about; the address in any case. `undefined`: nobody. */
export async function findBounced(
  sql: Sql,
  { subscriberUuid, email }: { subscriberUuid?: string | undefined; email?: string | undefined },
): Promise<number | undefined> {
  const [row] = await sql<{ id: number }[]>`
    select id
    from subscribers
    where ${subscriberUuid === undefined ? sql`lower(email) = lower(${email ?? ''})` : sql`uuid = ${subscriberUuid}`}
  `;
  return row?.id;
}

export async function findCampaignId(sql: Sql, uuid: string): Promise<number | undefined> {
  const [row] = await sql<{ id: number }[]>`select id from campaigns where uuid = ${uuid}`;
  return row?.id;
}

export interface NewBounce {
  subscriberId: number;
  campaignId: number | null;
  type: BounceType;
  source: string;
  meta: Record<string, unknown>;
  now: Date;
}

/** Records a bounce; one that is the same in everything but the time is there already, and stays the only one. */
export async function insertBounce(sql: Sql, { subscriberId, campaignId, type, source, meta, now }: NewBounce) {
  await sql`
    with told as (
      select ${subscriberId}::int as subscriber_id, ${campaignId}::int as campaign_id, ${type}::text as type,
        ${source}::text as source, ${JSON.stringify(meta)}::text::jsonb as meta
    )
    insert into bounces (subscriber_id, campaign_id, type, source, meta, key, created_at)
    select subscriber_id, campaign_id, type, source, meta,
      'told:' || encode(sha256(convert_to(told::text, 'UTF8')), 'hex'), ${now}
    from told
    on conflict (key) do nothing
  `;
}

/** The oldest of those on which nobody has acted. */
export function findUnacted(sql: Sql, limit: number) {
  return sql<{ id: number; subscriberId: number; type: BounceType }[]>`
    select id, subscriber_id, type
    from bounces
    where acted_at is null
    order by id
    limit ${limit}
  `;
}

/** How many bounces of each type these subscribers have. */
export function countBySubscriber(sql: Sql, subscriberIds: readonly number[]) {
  return sql<{ subscriberId: number; type: BounceType; n: number }[]>`
    select subscriber_id, type, count(*)::int as n
    from bounces
    where subscriber_id = any(${[...subscriberIds]}::int[])
    group by subscriber_id, type
  `;
}

export async function markActed(sql: Sql, ids: readonly number[], now: Date): Promise<void> {
  await sql`update bounces set acted_at = ${now} where id = any(${[...ids]}::int[])`;
}

/** Deletes these, those of a subscriber, or all; returns how many those were. */
export async function deleteBounces(
  sql: Sql,
  which: { ids: readonly number[] } | { subscriberId: number } | 'all',
): Promise<number> {
  const condition =
    which === 'all'
      ? sql`true`
      : 'ids' in which
        ? sql`id = any(${[...which.ids]}::int[])`
        : sql`subscriber_id = ${which.subscriberId}`;
  const result = await sql`delete from bounces where ${condition}`;
  return result.count;
}

/** Everybody with a bounce who is not blocklisted, by ascending id, those after `after`. */
export async function findBouncedSubscribers(
  sql: Sql,
  { after, limit }: { after: number; limit: number },
): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select s.id
    from subscribers s
    where s.id > ${after} and s.status <> 'blocklisted'
      and exists (select from bounces b where b.subscriber_id = s.id)
    order by s.id
    limit ${limit}
  `;
  return rows.map(({ id }) => id);
}
