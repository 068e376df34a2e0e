import { bouncedOf } from './bounced-rows.ts';
import { recordBounces } from './bounced-rows-store.ts';
import { presentTime, type QueueDeps, underLimits } from './limits-transaction.ts';
import { type TransitionContext, type TransitionPolicy, transitionOf } from './row-transition.ts';
import type { HealthChange } from './server-event.ts';
import { closeBegun, healthChanges, releaseAndCount, type SettledAttempt } from './settle-attempts.ts';
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
 * Attempts, and rows that were accepted, are written before the limits are locked, which takes most of the time: they depend
 * on nothing that is under that lock.
 *
 * @returns The rows that it moved, and the servers whose state it changed.
 */
export function settle(
  deps: QueueDeps,
  { workerId, batch, policy, random }: SettleOptions,
  settlements: readonly Settlement[],
): Promise<Settled> {
  const { accepted = [], others = [] } = Object.groupBy(settlements, ({ outcome }) =>
    outcome.kind === 'accepted' ? 'accepted' : 'others',
  );
  return deps.sql.begin(async (tx) => {
    const [isNew, present] = await Promise.all([takeBatch(tx, workerId, batch), presentTime(deps, tx)]);
    if (!isNew) return { rows: [], servers: [] };
    const sent = accepted.map((one) => moveOf(one, { policy, now: present.now, random: 0, isSuspect: false }));
    const [closed, finished] = await Promise.all([
      closeBegun(tx, present, settlements),
      finishRows(tx, { workerId, now: present.now, rows: sent }),
    ]);
    return underLimits(deps, tx, async (state) => {
      const { now } = state;
      const health = healthChanges(state, settlements, random);
      const moves = others.map((one) =>
        moveOf(one, { policy, now, random: random(), isSuspect: health.suspects.has(one) }),
      );
      const unbegun = settlements.filter(({ attemptId }) => attemptId === null).map(({ rowId }) => rowId);
      const [ended, requeued] = await Promise.all([
        finishRows(tx, { workerId, now, rows: moves.filter(({ status }) => status !== 'queued') }),
        requeueRows(tx, { workerId, now, rows: moves.filter(({ status }) => status === 'queued') }),
        closeUnknownAttempts(tx, { workerId, now, rowIds: unbegun }),
        releaseAndCount(tx, state, { workerId, attempts: settlements, closed, health }),
      ]);
      await recordBounces(tx, bouncedOf(others, ended), now);
      return { rows: [...finished, ...ended, ...requeued], servers: health.servers };
    });
  }) as Promise<Settled>;
}

/** Where an outcome moves its row. */
function moveOf(
  { rowId, serverUuid, retryCount, firstDeferredAt, suspicions, outcome, isOwnFault }: Settlement,
  context: Pick<TransitionContext, 'policy' | 'now' | 'random'> & { isSuspect: boolean },
) {
  const { isSuspect } = context;
  const deferredBy = outcome.kind === 'deferred' ? serverUuid : null;
  const before = { attempt: retryCount + 1, firstDeferredAt, suspicions };
  return { id: rowId, isSuspect, deferredBy, ...transitionOf(outcome, { ...context, ...before, isOwnFault }) };
}
