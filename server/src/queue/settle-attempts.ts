import type { Sql } from '../db/connect.ts';
import { afterFault, afterSuccess, suspectsMessage } from '../smtp/health.ts';
import type { Outcome } from '../smtp/outcome.ts';
import { type Counted, countBy, countingAt, countUsage } from './count-usage.ts';
import type { LimitsState } from './limits-transaction.ts';
import { fullReply } from './row-transition.ts';
import { type AttemptResult, closeAttempts } from './settle-store.ts';
import { type ServerState, unknownServer } from './usage.ts';
import { returnPermits, saveServerStates } from './usage-store.ts';

/** What became of a permit that was reserved. */
export interface SettledAttempt {
  serverUuid: string;
  /** `null` if no attempt was begun with it. */
  attemptId: string | null;
  outcome: Outcome;
  /** When the outcome was known. */
  at: Date;
  /** Whose message it was. */
  campaignId?: number;
}

/** A server that was set aside, or for longer; or that is back, when `asideUntil` is `null`. */
export interface ServerChange {
  serverUuid: string;
  asideUntil: Date | null;
  reason: string | null;
}

/** What attempts did to their servers' health. */
export interface HealthChanges {
  states: Map<string, ServerState>;
  servers: ServerChange[];
  /** Those whose fault may be the message's own. */
  suspects: Set<SettledAttempt>;
}

/**
 * Writes what attempts came to, counts what they used, gives their permits back, and keeps their servers' health. An
 * attempt that a sweep has closed is not counted again.
 */
export async function settleAttempts(
  tx: Sql,
  state: LimitsState,
  { workerId, attempts, health }: { workerId: string; attempts: readonly SettledAttempt[]; health: HealthChanges },
): Promise<void> {
  const begun = attempts.filter(isBegun);
  const closed = await closeAttempts(tx, begun.map(resultOf), countingAt(state));
  await Promise.all([
    countUsage(tx, state, begun.filter(({ attemptId }) => closed.has(attemptId)).map(countedOf)),
    returnPermits(tx, workerId, countBy(attempts)),
    saveServerStates(tx, health.states),
  ]);
}

/** How the limits see an outcome: sliding windows what the provider saw, the daily limit what it took, or may have. */
export function countedOf({ serverUuid, outcome }: Pick<SettledAttempt, 'serverUuid' | 'outcome'>): Counted {
  const accepted = outcome.kind === 'accepted' || outcome.kind === 'uncertain';
  return { serverUuid, seen: isSeen(outcome), accepted };
}

/** The health of those servers whose health these outcomes change. @param random Uniform in [0, 1). */
export function healthChanges(
  before: ReadonlyMap<string, ServerState>,
  attempts: readonly SettledAttempt[],
  { now, random }: { now: Date; random: () => number },
): HealthChanges {
  const states = new Map<string, ServerState>();
  const suspects = new Set<SettledAttempt>();
  for (const attempt of attempts) {
    const { serverUuid, outcome, campaignId = null } = attempt;
    const known = states.get(serverUuid) ?? before.get(serverUuid) ?? unknownServer;
    if (suspectsMessage(known, outcome)) suspects.add(attempt);
    const health = healthAfter(known, outcome, now, random());
    if (health === known) continue;
    const faultCampaignId = health.failures > 0 ? campaignId : null;
    states.set(serverUuid, { ...health, lastUsedAt: known.lastUsedAt, faultCampaignId });
  }
  const servers = [...states].flatMap(([serverUuid, { asideUntil, reason }]) => {
    const isSame = before.get(serverUuid)?.asideUntil?.getTime() === asideUntil?.getTime();
    return isSame ? [] : [{ serverUuid, asideUntil, reason }];
  });
  return { states, servers, suspects };
}

function healthAfter(before: ServerState, outcome: Outcome, now: Date, random: number) {
  if (outcome.kind === 'unsent') return outcome.fault ? afterFault(before, outcome.fault, now, random) : before;
  if (outcome.kind === 'uncertain' || before.failures === 0) return before;
  return afterSuccess(before, now);
}

type Begun = SettledAttempt & { attemptId: string };

function isBegun(attempt: SettledAttempt): attempt is Begun {
  return attempt.attemptId !== null;
}

function resultOf({ attemptId, outcome, at }: Begun): AttemptResult {
  return { attemptId, outcome: outcome.kind, seen: isSeen(outcome), reply: fullReply(outcome), at };
}

function isSeen(outcome: Outcome): boolean {
  return outcome.kind === 'unsent' ? outcome.seen : true;
}
