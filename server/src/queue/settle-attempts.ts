import { nextMidnight } from '../capacity/calendar-day.ts';
import type { Sql } from '../db/connect.ts';
import { afterFault, afterSuccess, type ServerHealth, stateOf, suspectsMessage } from '../smtp/health.ts';
import type { Outcome } from '../smtp/outcome.ts';
import { type Counted, countBy, countingAt, countUsage } from './count-usage.ts';
import type { LimitsState, PresentTime } from './limits-transaction.ts';
import { fullReply } from './row-transition.ts';
import type { HealthChange } from './server-event.ts';
import { announceQueue, insertServerEvents } from './server-event-store.ts';
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

/** What attempts did to their servers' health. */
export interface HealthChanges {
  states: Map<string, ServerState>;
  /** Servers whose health changed, or that are parked for longer. */
  servers: HealthChange[];
  /** Those whose fault may be the message's own. */
  suspects: Set<SettledAttempt>;
}

/** Writes what attempts came to, and returns those that were open: one that a sweep has closed is not to be counted again. */
export async function closeBegun(
  tx: Sql,
  present: PresentTime,
  attempts: readonly SettledAttempt[],
): Promise<SettledAttempt[]> {
  const begun = attempts.filter(isBegun);
  const closed = await closeAttempts(tx, begun.map(resultOf), countingAt(present));
  return begun.filter(({ attemptId }) => closed.has(attemptId));
}

/** Counts what attempts used that have been closed, gives the permits of all back, and keeps their servers' health. */
export async function releaseAndCount(
  tx: Sql,
  state: LimitsState,
  {
    workerId,
    attempts,
    closed,
    health,
  }: {
    workerId: string;
    attempts: readonly SettledAttempt[];
    closed: readonly SettledAttempt[];
    health: HealthChanges;
  },
): Promise<void> {
  const isParking = health.servers.some(({ to }) => to === 'parked');
  await Promise.all([
    isParking && announceQueue(tx), // other workers take back what they hold for it
    countUsage(tx, state, closed.map(countedOf)),
    returnPermits(tx, workerId, countBy(attempts)),
    saveServerStates(tx, health.states),
    insertServerEvents(
      tx,
      health.servers.filter(({ from, to }) => from !== to),
    ),
  ]);
}

/** How the limits see an outcome: sliding windows what the provider saw, the daily limit what it took, or may have. */
export function countedOf({ serverUuid, outcome }: Pick<SettledAttempt, 'serverUuid' | 'outcome'>): Counted {
  const accepted = outcome.kind === 'accepted' || outcome.kind === 'uncertain';
  return { serverUuid, seen: isSeen(outcome), accepted };
}

/** The health of those servers whose health these outcomes change. @param random Uniform in [0, 1). */
export function healthChanges(
  { usage: { servers: before }, limits: { timeZone }, now }: LimitsState,
  attempts: readonly SettledAttempt[],
  random: () => number,
): HealthChanges {
  const dayEndsAt = new Date(nextMidnight(now.getTime(), timeZone));
  const states = new Map<string, ServerState>();
  const suspects = new Set<SettledAttempt>();
  const replies = new Map<string, string>();
  for (const attempt of attempts) {
    const { serverUuid, outcome, campaignId = null } = attempt;
    const known = states.get(serverUuid) ?? before.get(serverUuid) ?? unknownServer;
    if (suspectsMessage(known, outcome)) suspects.add(attempt);
    const health = healthAfter(known, outcome, { now, dayEndsAt, random: random() });
    if (health === known) continue;
    if (outcome.kind === 'unsent' && outcome.fault?.fullReply) replies.set(serverUuid, outcome.fault.fullReply);
    const faultCampaignId = health.failures > 0 ? campaignId : null;
    const healthChangedAt = stateOf(health, now) === stateOf(known, now) ? known.healthChangedAt : now;
    states.set(serverUuid, { ...health, lastUsedAt: known.lastUsedAt, faultCampaignId, healthChangedAt });
  }
  const servers = [...states].flatMap(([serverUuid, after]): HealthChange[] => {
    const earlier = before.get(serverUuid) ?? unknownServer;
    const [from, to] = [stateOf(earlier, now), stateOf(after, now)];
    if (from === to && earlier.asideUntil?.getTime() === after.asideUntil?.getTime()) return [];
    const { asideUntil: until, reason, faultCampaignId: campaignId } = after;
    const reply = to === 'parked' ? (replies.get(serverUuid) ?? reason) : reason;
    return [{ serverUuid, at: now, from, to, until, reply, campaignId, changedBy: null }];
  });
  return { states, servers, suspects };
}

function healthAfter(
  before: ServerState,
  outcome: Outcome,
  context: { now: Date; dayEndsAt: Date; random: number },
): ServerHealth {
  if (outcome.kind === 'unsent') return outcome.fault ? afterFault(before, outcome.fault, context) : before;
  if (outcome.kind === 'uncertain') return afterFault(before, { reason: outcome.reason, retryAfterMs: null }, context);
  const isHealthy = before.failures === 0 && before.slowedIntervalMs === null;
  return isHealthy ? before : afterSuccess(before, context.now);
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
