import type { Clock } from '../clock.ts';
import type { Pool, Sql } from '../db/connect.ts';
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
    if ((await removeWith(tx, ids, clock.now())) === 0) throw noSubscriber(...ids);
  });
}

/** {@link removeSubscribers} in the caller's transaction; returns how many of them existed. */
export async function removeWith(tx: Sql, ids: readonly number[], now: Date): Promise<number> {
  const subscriberIds = await lockSubscribers(tx, ids);
  await deleteSubscribers(tx, subscriberIds);
  await cancelIneligible(tx, { subscriberIds, now });
  return subscriberIds.length;
}
