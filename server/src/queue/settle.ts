import { bouncedOf } from './bounced-rows.ts';
import { recordBounces } from './bounced-rows-store.ts';
import { type QueueDeps, withLimits } from './limits-transaction.ts';
import { type TransitionPolicy, transitionOf } from './row-transition.ts';

import type { HealthChange } from './server-event.ts';
import { healthChanges, type SettledAttempt, settleAttempts } from './settle-attempts.ts';
import { closeUnknownAttempts, finishRows, requeueRows, type SettledRow, takeBatch } from './settle-store.ts';

/** What became of a claimed row. */
export interface Settlement extends SettledAttempt {
  rowId: string;
  campaignId: number;
  /** Attempts that counted before this one. */
  retryCount: number;
  /** How often the message was suspect before, see row-transition.ts. */
  suspicions: number;
  /** When it was deferred first, if it was before. */
  firstDeferredAt: Date | null;
  /** Sluice itself failed to prepare the message. */
  isOwnFault: boolean;
}

export interface SettleOptions {
  workerId: string;
  /** Higher than that of the worker's batches before it; the same when a batch is tried again. */
  batch: number;
  policy: TransitionPolicy;
  /** Uniform in [0, 1). */
  random: () => number;
}

export interface Settled {
  rows: SettledRow[];
  servers: HealthChange[];
}

/**
 * Writes what became of claimed rows, in one transaction: attempts, usage, permits, the servers' health, the rows' status,
 * and bounces. A row that the worker has lost meanwhile stays as it is. A batch whose commit was in doubt can be tried again.
 *
 * @returns The rows that it moved, and the servers whose state it changed.
 */
export function settle(
  deps: QueueDeps,
  { workerId, batch, policy, random }: SettleOptions,
  settlements: readonly Settlement[],
): Promise<Settled> {
  return withLimits(deps, async (tx, state) => {
    if (!(await takeBatch(tx, workerId, batch))) return { rows: [], servers: [] };
    const { now } = state;
    const health = healthChanges(state, settlements, random);
    const rows = settlements.map((settlement) => {
      const { rowId, serverUuid, retryCount, firstDeferredAt, suspicions, outcome, isOwnFault } = settlement;
      const isSuspect = health.suspects.has(settlement);
      const before = { attempt: retryCount + 1, firstDeferredAt, suspicions };
      const context = { policy, ...before, now, random: random(), isOwnFault, isSuspect };
      const deferredBy = outcome.kind === 'deferred' ? serverUuid : null;
      return { id: rowId, isSuspect, deferredBy, ...transitionOf(outcome, context) };
    });
    const unbegun = settlements.filter(({ attemptId }) => attemptId === null).map(({ rowId }) => rowId);
    const [finished, requeued] = await Promise.all([
      finishRows(tx, { workerId, now, rows: rows.filter(({ status }) => status !== 'queued') }),
      requeueRows(tx, { workerId, now, rows: rows.filter(({ status }) => status === 'queued') }),
      closeUnknownAttempts(tx, { workerId, now, rowIds: unbegun }),
      settleAttempts(tx, state, { workerId, attempts: settlements, health }),
    ]);
    await recordBounces(tx, bouncedOf(settlements, finished), now);
    return { rows: [...finished, ...requeued], servers: health.servers };
  });
}
