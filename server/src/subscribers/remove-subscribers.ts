import type { Clock } from '../clock.ts';
import type { Pool } from '../db/connect.ts';
import { cancelIneligible } from '../queue/cancel-ineligible.ts';
import { noSubscriber } from './get-subscribers.ts';
import { deleteSubscribers, lockSubscribers } from './subscriber-store.ts';

/**
 * Deletes subscribers. Mail that waits for them is cancelled; what was sent to them keeps counting.
 *
 * @throws {AppError} `not_found` if none of them exists.
 */
export async function removeSubscribers(
  { sql, clock }: { sql: Pool; clock: Clock },
  ids: readonly number[],
): Promise<void> {
  await sql.begin(async (tx) => {
    const subscriberIds = await lockSubscribers(tx, ids);
    if (subscriberIds.length === 0) throw noSubscriber(...ids);
    await deleteSubscribers(tx, subscriberIds);
    await cancelIneligible(tx, { subscriberIds, now: clock.now() });
  });
}
