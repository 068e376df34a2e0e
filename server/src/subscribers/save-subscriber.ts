import postgres from 'postgres';
import type { Clock } from '../clock.ts';
import type { Pool, Sql } from '../db/connect.ts';
import { AppError, invalid } from '../errors.ts';
import { assertListsExist, listIdsOf } from '../lists/existing-lists.ts';
import { normaliseEmail } from '../messages/address.ts';
import { cancelIneligible } from '../queue/cancel-ineligible.ts';
import { attribsProblem } from './attribs.ts';
import { getSubscriber, noSubscriber } from './get-subscribers.ts';
import type { Subscriber, SubscriberContent } from './subscriber.ts';
import { insertSubscriber, lockSubscribers, updateSubscriber } from './subscriber-store.ts';
import { addSubscriptions, endSubscriptions, removeOtherSubscriptions } from './subscription-store.ts';

interface SaveDeps {
  sql: Pool;
  clock: Clock;
}

/**
 * Makes a subscriber, on the lists given, `unconfirmed` unless `preconfirm`.
 *
 * @throws {AppError} `invalid`, also for a list that does not exist; `conflict` if the address is taken.
 */
export async function createSubscriber(
  { sql, clock }: SaveDeps,
  content: SubscriberContent & { email: string },
): Promise<Subscriber> {
  const { email, name = '', attribs = {}, status = 'enabled' } = checked(content);
  return sql.begin(async (tx) => {
    const now = clock.now();
    const id = await insertSubscriber(tx, { email: email!, name, attribs, status, now });
    if (id === null) throw emailTaken();
    await replaceLists(tx, { subscriberId: id, content: { ...content, listIds: content.listIds ?? [] }, now });
    if (status === 'blocklisted') await endSubscriptions(tx, { subscriberIds: [id], listIds: null, now });
    return getSubscriber(tx, id);
  });
}

/**
 * Changes what is given of a subscriber. Lists that are given replace those there are, and a subscription that stays
 * keeps its status, unless `subscriptions` says another: who has left a list is not subscribed again by being saved with it. Mail that waits for a
 * subscriber who thereby leaves is cancelled.
 *
 * @throws {AppError} `not_found`, `invalid`, also for a list that does not exist; `conflict` if the address is taken.
 */
export async function changeSubscriber(
  { sql, clock }: SaveDeps,
  id: number,
  content: SubscriberContent,
): Promise<Subscriber> {
  const { email, name, attribs, status } = checked(content);
  return sql.begin(async (tx) => {
    const now = clock.now();
    if ((await lockSubscribers(tx, [id])).length === 0) throw noSubscriber(id);
    await updateSubscriber(tx, id, { email, name, attribs, status, now }).catch((error: unknown) => {
      throw error instanceof postgres.PostgresError && error.constraint_name === 'subscribers_email'
        ? emailTaken()
        : error;
    });
    await replaceLists(tx, { subscriberId: id, content, now });
    if (status === 'blocklisted') await endSubscriptions(tx, { subscriberIds: [id], listIds: null, now });
    await cancelIneligible(tx, { subscriberIds: [id], now });
    return getSubscriber(tx, id);
  });
}

async function replaceLists(
  tx: Sql,
  { subscriberId, content, now }: { subscriberId: number; content: SubscriberContent; now: Date },
): Promise<void> {
  const { subscriptions, listIds, listUuids, preconfirm = false } = content;
  if (subscriptions) return replaceSubscriptions(tx, { subscriberId, subscriptions, now });
  if (!listIds && !listUuids) return;
  await assertListsExist(tx, listIds ?? []);
  const all = [...(listIds ?? []), ...(await listIdsOf(tx, listUuids ?? []))];
  const keptListIds = [...new Set(all)];
  await removeOtherSubscriptions(tx, { subscriberId, keptListIds });
  await addSubscriptions(tx, {
    subscriberIds: [subscriberId],
    listIds: keptListIds,
    status: preconfirm ? 'confirmed' : 'unconfirmed',
    existing: preconfirm ? 'confirm' : 'keep',
    now,
  });
}

async function replaceSubscriptions(
  tx: Sql,
  {
    subscriberId,
    subscriptions,
    now,
  }: { subscriberId: number; subscriptions: NonNullable<SubscriberContent['subscriptions']>; now: Date },
): Promise<void> {
  const keptListIds = subscriptions.map(({ listId }) => listId);
  await assertListsExist(tx, keptListIds, 'subscriptions');
  await removeOtherSubscriptions(tx, { subscriberId, keptListIds });
  for (const [status, same] of Map.groupBy(subscriptions, (subscription) => subscription.status)) {
    const listIds = [...new Set(same.map(({ listId }) => listId))];
    await addSubscriptions(tx, { subscriberIds: [subscriberId], listIds, status, existing: 'replace', now });
  }
}

function checked({ email, name, attribs, status }: SubscriberContent) {
  const problem = attribs && attribsProblem(attribs);
  if (problem) throw invalid('attribs', problem);
  return { email: email === undefined ? undefined : normaliseEmail(email), name: name?.trim(), attribs, status };
}

function emailTaken(): AppError {
  return new AppError('conflict', 'email: another subscriber has this address', { field: 'email' });
}
