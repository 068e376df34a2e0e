import type { Clock } from '../clock.ts';
import type { Pool, Sql } from '../db/connect.ts';
import { AppError } from '../errors.ts';
import { cancelIneligible } from '../queue/cancel-ineligible.ts';
import { findSubscriberIdByUuid, lockSubscribers } from './subscriber-store.ts';
import { endSubscriptions, findListIdsOfCampaign } from './subscription-store.ts';

/**
 * Ends a person's subscriptions to the lists of a campaign, by the person's own wish: the unsubscribe page and the
 * one-click POST of RFC 8058. Doing it again changes nothing. Mail that waits for them is cancelled.
 *
 * Nobody knows any more which lists a deleted campaign went to: the person then leaves all lists.
 *
 * @throws {AppError} `not_found` if there is no such subscriber.
 */
export async function unsubscribe(
  { sql, clock }: { sql: Pool; clock: Clock },
  { subscriberUuid, campaignUuid }: { subscriberUuid: string; campaignUuid: string },
): Promise<void> {
  await sql.begin(async (tx) => {
    const now = clock.now();
    const id = await findSubscriberIdByUuid(tx, subscriberUuid);
    if (id === null) throw new AppError('not_found', 'No such subscriber');
    const subscriberIds = await lockSubscribers(tx, [id]);
    await endSubscriptions(tx, { subscriberIds, listIds: await findListIdsOfCampaign(tx, campaignUuid), now });
    await cancelIneligible(tx, { subscriberIds, now });
  });
}

/** Ends all subscriptions of these people, in the caller's transaction. */
export async function unsubscribeFromAll(tx: Sql, ids: readonly number[], now: Date): Promise<void> {
  const subscriberIds = await lockSubscribers(tx, ids);
  await endSubscriptions(tx, { subscriberIds, listIds: null, now });
  await cancelIneligible(tx, { subscriberIds, now });
}
