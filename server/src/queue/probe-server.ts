import { lockLimits } from '../db/locks.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../errors.ts';
import { stateOf } from '../smtp/health.ts';
import { noServer } from './get-server-events.ts';
import { announceQueue, insertServerEvents, isKnownServer } from './server-event-store.ts';
import { unknownServer } from './usage.ts';
import { loadServerStates, saveServerStates } from './usage-store.ts';

/**
 * Ends the park of a server, at a person's word: it is tried with one message at once.
 *
 * @throws {AppError} `not_found`; `conflict` if the server is not parked.
 */
export async function probeServer(
  { sql, clock }: Pick<Deps, 'sql' | 'clock'>,
  { serverUuid, username }: { serverUuid: string; username: string },
): Promise<void> {
  await sql.begin(async (tx) => {
    await lockLimits(tx);
    if (!(await isKnownServer(tx, serverUuid))) throw noServer(serverUuid);
    const now = clock.now();
    const state = (await loadServerStates(tx)).get(serverUuid) ?? unknownServer;
    const from = stateOf(state, now);
    if (from !== 'parked') {
      throw new AppError('conflict', `this SMTP server is ${from}: only a parked one can be probed`, {
        field: 'action',
        health: from,
      });
    }
    const change = { serverUuid, at: now, from, to: 'probing', until: null, campaignId: null } as const;
    await Promise.all([
      saveServerStates(tx, new Map([[serverUuid, { ...state, asideUntil: now, healthChangedAt: now }]])),
      insertServerEvents(tx, [{ ...change, reply: 'Probed by hand', changedBy: username }]),
      announceQueue(tx),
    ]);
  });
}
