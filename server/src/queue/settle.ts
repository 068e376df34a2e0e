import type { Sql } from '../db/connect.ts';
import { afterFault, afterSuccess, suspectsMessage } from '../smtp/health.ts';
import type { Outcome } from '../smtp/outcome.ts';
import { type Counted, countBy, countUsage } from './count-usage.ts';
import { type LimitsState, type QueueDeps, withLimits } from './limits-transaction.ts';
import { replyLine, type TransitionPolicy, transitionOf } from './row-transition.ts';
import {
  closeAttempts,
  closeUnknownAttempts,
  type SettledRow,
  settleRows,
  suspicionsOf,
  takeBatch,
} from './settle-store.ts';
import { type ServerState, unknownServer } from './usage.ts';
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

/** A server that was set aside, or for longer; or that is back, when `asideUntil` is `null`. */
export interface ServerChange {
  serverUuid: string;
  asideUntil: Date | null;
  reason: string | null;
}

export interface Settled {
  rows: SettledRow[];
  servers: ServerChange[];
}

/**
 * Writes what became of claimed rows, in one transaction: attempts, usage, permits, the servers' health, and the rows'
 * status. A row that the worker has lost meanwhile stays as it is. A batch whose commit was in doubt can be tried again.
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
    const unbegun = settlements.filter((s) => s.attemptId === null).map(({ rowId }) => rowId);
    await closeUnknownAttempts(tx, { workerId, now, rowIds: unbegun });
    const { servers, suspects } = await settleAttempts(tx, state, { workerId, random, attempts: settlements });
    const faulted = settlements.filter(({ outcome }) => outcome.kind === 'unsent' && outcome.seen);
    const suspicions = await suspicionsOf(
      tx,
      faulted.map(({ rowId }) => rowId),
    );
    const rows = settlements.map((settlement) => {
      const { rowId, retryCount, outcome, isOwnFault } = settlement;
      const isSuspect = suspects.has(settlement);
      const context = { policy, attempt: retryCount + 1, now, random: random(), isOwnFault, isSuspect };
      return { id: rowId, isSuspect, ...transitionOf(outcome, { ...context, suspicions: suspicions.get(rowId) ?? 0 }) };
    });
    return { rows: await settleRows(tx, { workerId, now, rows }), servers };
  });
}

export type SettledAttempt = Pick<Settlement, 'serverUuid' | 'attemptId' | 'outcome' | 'at'> &
  Partial<Pick<Settlement, 'campaignId'>>;

/** Writes what attempts came to, counts what they used, gives their permits back, and keeps their servers' health. */
export async function settleAttempts(
  tx: Sql,
  state: LimitsState,
  { workerId, random, attempts }: { workerId: string; random: () => number; attempts: readonly SettledAttempt[] },
): Promise<{ servers: ServerChange[]; suspects: Set<SettledAttempt> }> {
  const begun = attempts.filter(({ attemptId }) => attemptId !== null);
  const closed = await closeAttempts(
    tx,
    begun.map(({ attemptId, outcome, at }) => ({
      attemptId: attemptId as string,
      outcome: outcome.kind,
      seen: isSeen(outcome),
      reply: replyLine(outcome),
      at,
    })),
  );
  const counted = begun.filter(({ attemptId }) => closed.has(attemptId as string));
  await countUsage(
    tx,
    state,
    counted.map(({ serverUuid, outcome }) => countedOf(serverUuid, outcome)),
  );
  await returnPermits(tx, workerId, countBy(attempts));
  const before = state.usage.servers;
  const { changed, suspects } = changedStates(before, attempts, { now: state.now, random });
  await saveServerStates(tx, changed);
  const servers = [...changed].flatMap(([serverUuid, { asideUntil, reason }]) => {
    const isSame = before.get(serverUuid)?.asideUntil?.getTime() === asideUntil?.getTime();
    return isSame ? [] : [{ serverUuid, asideUntil, reason }];
  });
  return { servers, suspects };
}

/** Sliding windows count what the provider saw, whatever it said to it. */
function isSeen(outcome: Outcome): boolean {
  return outcome.kind === 'unsent' ? outcome.seen : true;
}

/** How the limits see an outcome. The daily limit counts what the server accepted, or may have. */
export function countedOf(serverUuid: string, outcome: Outcome): Counted {
  const accepted = outcome.kind === 'accepted' || outcome.kind === 'uncertain';
  return { serverUuid, seen: isSeen(outcome), accepted };
}

/** The health of those servers whose health these outcomes change, and the outcomes that may be their message's doing. */
function changedStates(
  states: ReadonlyMap<string, ServerState>,
  settlements: readonly SettledAttempt[],
  { now, random }: { now: Date; random: () => number },
): { changed: Map<string, ServerState>; suspects: Set<SettledAttempt> } {
  const changed = new Map<string, ServerState>();
  const suspects = new Set<SettledAttempt>();
  for (const settlement of settlements) {
    const { serverUuid, outcome, campaignId = null } = settlement;
    const before = changed.get(serverUuid) ?? states.get(serverUuid) ?? unknownServer;
    if (suspectsMessage(before, outcome)) suspects.add(settlement);
    const health = healthAfter(before, outcome, now, random());
    if (health === before) continue;
    const faultCampaignId = health.failures > 0 ? campaignId : null;
    changed.set(serverUuid, { ...health, lastUsedAt: before.lastUsedAt, faultCampaignId });
  }
  return { changed, suspects };
}

function healthAfter(before: ServerState, outcome: Outcome, now: Date, random: number) {
  if (outcome.kind === 'unsent') return outcome.fault ? afterFault(before, outcome.fault, now, random) : before;
  if (outcome.kind === 'uncertain' || before.failures === 0) return before;
  return afterSuccess(before, now);
}
