import { afterFault, afterSuccess, healthy } from '../smtp/health.ts';
import type { Outcome } from '../smtp/outcome.ts';
import { countBy, countUsage } from './count-usage.ts';
import { type QueueDeps, withLimits } from './limits-transaction.ts';
import { replyLine, type TransitionPolicy, transitionOf } from './row-transition.ts';
import {
  type AttemptResult,
  closeAttempts,
  closeUnknownAttempts,
  finishRows,
  requeueRows,
  type SettledRow,
  takeBatch,
} from './settle-store.ts';
import type { ServerState } from './usage.ts';
import { returnPermits, saveServerStates } from './usage-store.ts';

/** What became of a claimed row. */
export interface Settlement {
  rowId: string;
  campaignId: number;
  serverUuid: string;
  /** `null` if the attempt was never begun. */
  attemptId: string | null;
  /** Attempts that counted before this one. */
  retryCount: number;
  outcome: Outcome;
  /** Sluice itself failed to prepare the message. */
  isOwnFault: boolean;
  /** When the outcome was known. */
  at: Date;
}

export interface SettleOptions {
  workerId: string;
  /** Higher than that of the worker's batches before it; the same when a batch is tried again. */
  batch: number;
  policy: TransitionPolicy;
  /** Uniform in [0, 1). */
  random: () => number;
}

/**
 * Writes what became of claimed rows, in one transaction: attempts, usage, permits, the servers' health, and the rows'
 * status. A row that the worker has lost meanwhile stays as it is. A batch whose commit was in doubt can be tried again.
 *
 * @returns The rows that it moved.
 */
export function settle(
  deps: QueueDeps,
  { workerId, batch, policy, random }: SettleOptions,
  settlements: readonly Settlement[],
): Promise<SettledRow[]> {
  return withLimits(deps, async (tx, state) => {
    if (!(await takeBatch(tx, workerId, batch))) return [];
    const { now } = state;
    const begun = settlements.filter(isBegun);
    const unbegun = settlements.filter((settlement) => !isBegun(settlement)).map(({ rowId }) => rowId);
    const [closed] = await Promise.all([
      closeAttempts(tx, begun.map(resultOf)),
      closeUnknownAttempts(tx, { workerId, now, rowIds: unbegun }),
    ]);
    const usages = begun
      .filter(({ attemptId }) => closed.has(attemptId))
      .map(({ serverUuid, outcome }) => ({ serverUuid, seen: isSeen(outcome), accepted: isAccepted(outcome) }));
    const rows = settlements.map(({ rowId, retryCount, outcome, isOwnFault }) => ({
      id: rowId,
      ...transitionOf(outcome, { policy, attempt: retryCount + 1, now, random: random(), isOwnFault }),
    }));
    const [finished, requeued] = await Promise.all([
      finishRows(tx, { workerId, now, rows: rows.filter(({ status }) => status !== 'queued') }),
      requeueRows(tx, { workerId, now, rows: rows.filter(({ status }) => status === 'queued') }),
      countUsage(tx, state, usages),
      returnPermits(tx, workerId, countBy(settlements)),
      saveServerStates(tx, changedStates(state.usage.servers, settlements, { now, random })),
    ]);
    return [...finished, ...requeued];
  });
}

type Begun = Settlement & { attemptId: string };

function isBegun(settlement: Settlement): settlement is Begun {
  return settlement.attemptId !== null;
}

function resultOf({ attemptId, outcome, at }: Begun): AttemptResult {
  return { attemptId, outcome: outcome.kind, seen: isSeen(outcome), reply: replyLine(outcome), at };
}

/** Sliding windows count what the provider saw, whatever it said to it. */
function isSeen(outcome: Outcome): boolean {
  return outcome.kind === 'unsent' ? outcome.seen : true;
}

/** The daily limit counts what the server accepted, or may have. */
function isAccepted({ kind }: Outcome): boolean {
  return kind === 'accepted' || kind === 'uncertain';
}

/** The health of those servers whose health these outcomes change. */
function changedStates(
  states: ReadonlyMap<string, ServerState>,
  settlements: readonly Settlement[],
  { now, random }: { now: Date; random: () => number },
): Map<string, ServerState> {
  const changed = new Map<string, ServerState>();
  for (const { serverUuid, outcome } of settlements) {
    const before = changed.get(serverUuid) ?? states.get(serverUuid) ?? { ...healthy, lastUsedAt: null };
    const health = healthAfter(before, outcome, now, random());
    if (health !== before) changed.set(serverUuid, { ...health, lastUsedAt: before.lastUsedAt });
  }
  return changed;
}

function healthAfter(before: ServerState, outcome: Outcome, now: Date, random: number) {
  if (outcome.kind === 'unsent') return outcome.fault ? afterFault(before, outcome.fault, now, random) : before;
  if (outcome.kind === 'uncertain' || before.failures === 0) return before;
  return afterSuccess(before, now);
}
