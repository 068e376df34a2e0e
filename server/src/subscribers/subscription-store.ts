import type { Sql } from '../db/connect.ts';
import type { SubscribedList, SubscriptionStatus } from './subscriber.ts';

/** The lists of these subscribers, by subscriber id: every id is there. */
export async function findSubscribedLists(
  sql: Sql,
  subscriberIds: readonly number[],
): Promise<Map<number, SubscribedList[]>> {
  const rows = await sql<(SubscribedList & { subscriberId: number })[]>`
    select sn.subscriber_id, l.id, l.uuid, l.name, l.type, l.optin, l.status, l.tags, l.description, l.created_at,
      l.updated_at, sn.status as subscription_status, sn.created_at as subscription_created_at,
      sn.updated_at as subscription_updated_at
    from subscriptions sn
    join lists l on l.id = sn.list_id
    where sn.subscriber_id = any(${[...subscriberIds]}::int[])
    order by l.name, l.id
  `;
  const lists = new Map(subscriberIds.map((id): [number, SubscribedList[]] => [id, []]));
  for (const { subscriberId, ...list } of rows) lists.get(subscriberId)!.push(list);
  return lists;
}

/**
 * Puts subscribers on lists.
 *
 * @param options.existing What becomes of subscriptions that are there: `keep` leaves them, `confirm` gives `status` to
 *   the unconfirmed, `replace` gives it to all, those who left included.
 */
export async function addSubscriptions(
  sql: Sql,
  {
    subscriberIds,
    listIds,
    status,
    existing,
    now,
  }: {
    subscriberIds: readonly number[];
    listIds: readonly number[];
    status: SubscriptionStatus;
    existing: 'keep' | 'confirm' | 'replace';
    now: Date;
  },
): Promise<void> {
  await sql`
    insert into subscriptions (list_id, subscriber_id, status, created_at, updated_at)
    select list_id, subscriber_id, ${status}, ${now}, ${now}
    from unnest(${[...subscriberIds]}::int[]) as subscriber_id
    cross join unnest(${[...listIds]}::int[]) as list_id
    order by subscriber_id, list_id
    on conflict (list_id, subscriber_id) do update
    set status = excluded.status, updated_at = excluded.updated_at
    where subscriptions.status <> excluded.status
      and (${existing} = 'replace' or (${existing} = 'confirm' and subscriptions.status = 'unconfirmed'))
  `;
}

/** Confirms the subscriptions to these lists that are unconfirmed. */
export async function confirmSubscriptions(
  sql: Sql,
  { subscriberIds, listIds, now }: { subscriberIds: readonly number[]; listIds: readonly number[]; now: Date },
): Promise<void> {
  await sql`
    update subscriptions
    set status = 'confirmed', updated_at = ${now}
    where subscriber_id = any(${[...subscriberIds]}::int[]) and list_id = any(${[...listIds]}::int[])
      and status = 'unconfirmed'
  `;
}

/** Takes subscribers off lists as if they had never been on them. */
export async function removeSubscriptions(
  sql: Sql,
  { subscriberIds, listIds }: { subscriberIds: readonly number[]; listIds: readonly number[] },
): Promise<void> {
  await sql`
    delete from subscriptions
    where subscriber_id = any(${[...subscriberIds]}::int[]) and list_id = any(${[...listIds]}::int[])
  `;
}

/** Takes a subscriber off all lists but these. */
export async function removeOtherSubscriptions(
  sql: Sql,
  { subscriberId, keptListIds }: { subscriberId: number; keptListIds: readonly number[] },
): Promise<void> {
  await sql`
    delete from subscriptions
    where subscriber_id = ${subscriberId} and list_id <> all(${[...keptListIds]}::int[])
  `;
}

/** Ends subscriptions to these lists, or to all (`null`). Whoever is not on a list is not put there. */
export async function endSubscriptions(
  sql: Sql,
  { subscriberIds, listIds, now }: { subscriberIds: readonly number[]; listIds: readonly number[] | null; now: Date },
): Promise<void> {
  await sql`
    update subscriptions
    set status = 'unsubscribed', updated_at = ${now}
    where subscriber_id = any(${[...subscriberIds]}::int[])
      and (${listIds === null} or list_id = any(${[...(listIds ?? [])]}::int[]))
      and status <> 'unsubscribed'
  `;
}

/** The lists that a campaign goes to; `null` if there is no such campaign. */
export async function findListIdsOfCampaign(sql: Sql, campaignUuid: string): Promise<number[] | null> {
  const [campaign] = await sql<{ listIds: number[] }[]>`
    select array(select list_id from campaign_lists where campaign_id = c.id) as list_ids
    from campaigns c
    where c.uuid = ${campaignUuid}
  `;
  return campaign?.listIds ?? null;
}
