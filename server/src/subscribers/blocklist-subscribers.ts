import type { Clock } from '../clock.ts';
import type { Pool, Sql } from '../db/connect.ts';
import { cancelIneligible } from '../queue/cancel-ineligible.ts';
import { noSubscriber } from './get-subscribers.ts';
import type { Blocklister } from './subscriber.ts';
import { lockSubscribers, setBlocklisted } from './subscriber-store.ts';
import { endSubscriptions } from './subscription-store.ts';

/**
 * Blocklists subscribers: all their subscriptions end, and mail that waits for them is cancelled.
 *
 * @throws {AppError} `not_found` if none of them exists.
 */
export async function blocklistSubscribers(
  { sql, clock }: { sql: Pool; clock: Clock },
  ids: readonly number[],
): Promise<void> {
  await sql.begin(async (tx) => {
    if ((await blocklistWith(tx, ids, { by: 'operator', now: clock.now() })) === 0) throw noSubscriber(...ids);
  });
}

/** {@link blocklistSubscribers} in the caller's transaction; returns how many of them exist. */
export async function blocklistWith(
  tx: Sql,
  ids: readonly number[],
  { by, now }: { by: Blocklister; now: Date },
): Promise<number> {
  const subscriberIds = await lockSubscribers(tx, ids);
  await setBlocklisted(tx, { ids: subscriberIds, by, now });
  await endSubscriptions(tx, { subscriberIds, listIds: null, now });
  await cancelIneligible(tx, { subscriberIds, now });
  return subscriberIds.length;
}
