import type { Clock } from '../clock.ts';
import type { Pool, Sql } from '../db/connect.ts';
import { assertListsExist } from '../lists/existing-lists.ts';
import { cancelIneligible } from '../queue/cancel-ineligible.ts';
import { noSubscriber } from './get-subscribers.ts';
import type { SubscriptionStatus } from './subscriber.ts';
import { lockSubscribers } from './subscriber-store.ts';
import { addSubscriptions, confirmSubscriptions, endSubscriptions, removeSubscriptions } from './subscription-store.ts';

export const subscriptionActions = ['add', 'remove', 'unsubscribe', 'confirm'] as const;

/** One action on subscriptions to some lists. */
export interface SubscriptionChange {
  action: (typeof subscriptionActions)[number];
  listIds: readonly number[];
  /** For `add`. When given, also subscriptions that exist get it, and who left is subscribed again: that is asked for. */
  status?: SubscriptionStatus | undefined;
}

/**
 * Puts many subscribers on lists (`unconfirmed` unless told otherwise; who is there keeps their standing, who left stays
 * away), takes them off, marks them as having left, or confirms those who are on them unconfirmed. Mail that waits for
 * those who thereby leave is cancelled.
 *
 * @throws {AppError} `not_found` if none of the subscribers exists, `invalid` if one of the lists does not.
 */
export async function changeSubscriptions(
  { sql, clock }: { sql: Pool; clock: Clock },
  { ids, ...change }: SubscriptionChange & { ids: readonly number[] },
): Promise<void> {
  await sql.begin(async (tx) => {
    await assertListsExist(tx, change.listIds, 'target_list_ids');
    if ((await changeSubscriptionsWith(tx, { ids, ...change, now: clock.now() })) === 0) throw noSubscriber(...ids);
  });
}

/** {@link changeSubscriptions} in the caller's transaction, for lists that exist; returns how many of the subscribers do. */
export async function changeSubscriptionsWith(
  tx: Sql,
  { ids, action, listIds, status, now }: SubscriptionChange & { ids: readonly number[]; now: Date },
): Promise<number> {
  const subscriberIds = await lockSubscribers(tx, ids);
  const target = { subscriberIds, listIds: [...new Set(listIds)] };
  if (action === 'add') {
    const existing = status === undefined ? 'keep' : 'replace';
    await addSubscriptions(tx, { ...target, status: status ?? 'unconfirmed', existing, now });
  } else if (action === 'remove') {
    await removeSubscriptions(tx, target);
  } else if (action === 'confirm') {
    await confirmSubscriptions(tx, { ...target, now });
  } else {
    await endSubscriptions(tx, { ...target, now });
  }
  await cancelIneligible(tx, { subscriberIds, now });
  return subscriberIds.length;
}
