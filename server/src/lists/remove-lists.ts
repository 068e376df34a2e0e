import type { Clock } from '../clock.ts';
import type { Pool } from '../db/connect.ts';
import { AppError } from '../errors.ts';
import { cancelIneligible } from '../queue/cancel-ineligible.ts';
import { deleteLists, findQueuedSubscribersOfLists } from './list-store.ts';

/**
 * Deletes lists; their subscribers stay. Mail that waits for someone who was the campaign's through these lists alone is
 * cancelled.
 *
 * @throws {AppError} `not_found` if none of them exists.
 */
export async function removeLists({ sql, clock }: { sql: Pool; clock: Clock }, ids: readonly number[]): Promise<void> {
  await sql.begin(async (tx) => {
    const subscriberIds = await findQueuedSubscribersOfLists(tx, ids);
    if ((await deleteLists(tx, ids)) === 0) throw new AppError('not_found', `No list ${ids.join(', ')}`);
    await cancelIneligible(tx, { subscriberIds, now: clock.now() });
  });
}
