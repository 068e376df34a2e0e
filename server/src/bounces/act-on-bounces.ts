import type { Clock } from '../clock.ts';
import type { Pool } from '../db/connect.ts';
import type { BounceAction, BounceActions } from '../settings/settings.ts';
import { blocklistWith } from '../subscribers/blocklist-subscribers.ts';
import { removeWith } from '../subscribers/remove-subscribers.ts';
import { unsubscribeFromAll } from '../subscribers/unsubscribe.ts';
import { actionFor, type BounceType } from './bounce.ts';
import { countBySubscriber, findUnacted, markActed } from './bounce-store.ts';

/** Most bounces that are acted upon in one transaction. */
const batchSize = 500;

/** How many bounces were looked at, and the ids of the subscribers that something was done to. */
export interface Acted {
  bounces: number;
  subscribers: Record<Exclude<BounceAction, 'none'>, number[]>;
}

/**
 * Applies the setting `bounce.actions` to bounces that it was not applied to, the oldest first. Mail that waits for whoever
 * leaves thereby is cancelled in the same transaction. What two processes do at once is done once: each action changes
 * nothing the second time.
 */
export function actOnBounces({ sql, clock }: { sql: Pool; clock: Clock }, actions: BounceActions): Promise<Acted> {
  return sql.begin(async (tx) => {
    const now = clock.now();
    const unacted = await findUnacted(tx, batchSize);
    const subscribers: Acted['subscribers'] = { unsubscribe: [], blocklist: [], delete: [] };
    const fresh = Map.groupBy(unacted, ({ subscriberId }) => subscriberId);
    const counts = Map.groupBy(await countBySubscriber(tx, [...fresh.keys()]), ({ subscriberId }) => subscriberId);
    for (const [id, bounces] of fresh) {
      const n = new Map<BounceType, number>(counts.get(id)?.map((row) => [row.type, row.n]));
      const action = actionFor(actions, n, new Set(bounces.map(({ type }) => type)));
      if (action !== 'none') subscribers[action].push(id);
    }
    // People are locked before what is kept of them, here as when they are deleted.
    if (subscribers.unsubscribe.length > 0) await unsubscribeFromAll(tx, subscribers.unsubscribe, now);
    if (subscribers.blocklist.length > 0) await blocklistWith(tx, subscribers.blocklist, { by: 'bounces', now });
    if (subscribers.delete.length > 0) await removeWith(tx, subscribers.delete, now);
    await markActed(
      tx,
      unacted.map(({ id }) => id),
      now,
    );
    return { bounces: unacted.length, subscribers };
  });
}
