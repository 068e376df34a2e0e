import type { Clock } from '../clock.ts';
import type { Pool } from '../db/connect.ts';
import { assertListsExist } from '../lists/existing-lists.ts';
import { cancelIneligible } from '../queue/cancel-ineligible.ts';
import { noSubscriber } from './get-subscribers.ts';
import type { SubscriptionStatus } from './subscriber.ts';
import { lockSubscribers } from './subscriber-store.ts';
import { addSubscriptions, endSubscriptions, removeSubscriptions } from './subscription-store.ts';

export const subscriptionActions = ['add', 'remove', 'unsubscribe'] as const;

/** One action on the subscriptions of some subscribers to some lists. */
export interface SubscriptionChange {
  ids: readonly number[];
  action: (typeof subscriptionActions)[number];
  listIds: readonly number[];
  /** For `add`. When given, also subscriptions that exist get it, and who left is subscribed again: that is asked for. */
  status?: SubscriptionStatus | undefined;
}

/**
 * Puts many subscribers on lists (`unconfirmed` unless told otherwise; who is there keeps their standing, who left stays
 * away), takes them off, or marks them as having left. Mail that waits for those who thereby leave is cancelled.
 *
 * @throws {AppError} `not_found` if none of the subscribers exists, `invalid` if one of the lists does not.
 */
export async function changeSubscriptions(
  { sql, clock }: { sql: Pool; clock: Clock },
  { ids, action, listIds, status }: SubscriptionChange,
): Promise<void> {
  await sql.begin(async (tx) => {
    const now = clock.now();
    await assertListsExist(tx, listIds, 'target_list_ids');
    const subscriberIds = await lockSubscribers(tx, ids);
    if (subscriberIds.length === 0) throw noSubscriber(...ids);
    const target = { subscriberIds, listIds: [...new Set(listIds)] };

    if (action === 'add') {
      const existing = status === undefined ? 'keep' : 'replace';
      await addSubscriptions(tx, { ...target, status: status ?? 'unconfirmed', existing, now });
    } else if (action === 'remove') {
      await removeSubscriptions(tx, target);
    } else {
      await endSubscriptions(tx, { ...target, now });
    }
    await cancelIneligible(tx, { subscriberIds, now });
  });
}
