import type { Outcome, ServerFault } from './outcome.ts';

/*
 * The health of an SMTP server, in the operator's words.
 *
 * - healthy: any number of messages may be under way to it.
 * - parked: none is. Each fault parks it, for 5 seconds at first and twice as long each time a probe fails too, up to 15
 *   minutes; at least as long as its reply asks; and for a quota of the day until the day is over, of the hour an hour.
 * - probing: a park is over, and one message at a time tries whether the server works. A reply that blames the message, or
 *   takes it, says so; another fault parks it again.
 * - slowed: it works, but it has said that it is sent too much. One message at a time leaves for it, the next no sooner than
 *   an interval after the one before: 5 seconds after the first throttling reply, twice as long after each further one, up to
 *   a minute (KumoMTA's traffic shaping goes to one a minute too). Once it has answered well for ten intervals, the interval
 *   is halved; below a second the server is healthy.
 *
 * A throttling reply parks first, is probed then, and leaves the server slowed. A message of which the server did not say
 * whether it took it counts as a fault: one that hangs must not take message after message with it. Faults met while parked
 * come from messages that were under way: they may lengthen the park, and double nothing. That a park is over is a matter of
 * time alone, so probing begins by itself; all other changes are made by an outcome or by a person.
 */
export type HealthState = (typeof healthStates)[number];

export const healthStates = ['healthy', 'slowed', 'parked', 'probing'] as const;

/** What is remembered of an SMTP server's faults. */
export interface ServerHealth {
  /** Parks in a row. */
  failures: number;
  /** The end of the last park; exclusive. */
  asideUntil: Date | null;
  /** The last fault's reply in full, for the operator, while the server is not healthy. */
  reason: string | null;
  /** The least time between two messages; `null` at the full rate. */
  slowedIntervalMs: number | null;
  /** Since when the interval is that long. */
  slowedAt: Date | null;
}

export const healthy: ServerHealth = {
  failures: 0,
  asideUntil: null,
  reason: null,
  slowedIntervalMs: null,
  slowedAt: null,
};

/** What a server did wrong; without a kind, it did not answer. */
export type HealthFault = Pick<ServerFault, 'reason' | 'retryAfterMs'> & Partial<Pick<ServerFault, 'kind'>>;

const firstDelayMs = 5_000;
const maxDelayMs = 15 * 60_000;
const hourMs = 3_600_000;
const firstIntervalMs = 5_000;
const maxIntervalMs = 60_000;
const minIntervalMs = 1_000;
/** Intervals that must go well before the next is shorter. */
const relaxAfterIntervals = 10;

export function stateOf(health: ServerHealth, now: Date): HealthState {
  if (isAside(health, now)) return 'parked';
  if (health.failures > 0) return 'probing';
  return health.slowedIntervalMs === null ? 'healthy' : 'slowed';
}

/**
 * The health after a fault: parked.
 *
 * @param context.dayEndsAt The next midnight of the configured time zone: it ends a quota of the day.
 * @param context.random Uniform in [0, 1): delays vary by up to ±10 %; passed in so that tests are exact.
 */
export function afterFault(
  health: ServerHealth,
  fault: HealthFault,
  { now, dayEndsAt, random }: { now: Date; dayEndsAt: Date; random: number },
): ServerHealth {
  const again = isAside(health, now);
  const failures = again ? health.failures : health.failures + 1;
  const delayMs = again ? 0 : Math.min(firstDelayMs * 2 ** (failures - 1), maxDelayMs) * (0.9 + 0.2 * random);
  const asked = fault.kind === 'quota' ? quotaEnd(health, fault, { now, dayEndsAt }) : askedEnd(fault, now);
  const earlier = again && health.asideUntil ? health.asideUntil.getTime() : 0;
  const asideUntil = new Date(Math.max(now.getTime() + delayMs, asked, earlier));
  const { slowedIntervalMs, slowedAt } = health;
  const parked = { failures, asideUntil, reason: fault.reason };
  if (fault.kind !== 'throttled') return { ...parked, slowedIntervalMs, slowedAt };
  const isKnown = again && slowedIntervalMs !== null;
  return {
    ...parked,
    slowedIntervalMs: isKnown ? slowedIntervalMs : longerInterval(slowedIntervalMs),
    slowedAt: asideUntil,
  };
}

/**
 * The health after the server accepted, deferred or rejected a message: it works. While it is parked, a success comes from
 * a message that was under way, and changes nothing.
 */
export function afterSuccess(health: ServerHealth, now: Date): ServerHealth {
  if (isAside(health, now)) return health;
  const pace = relaxed(health, now);
  if (pace.slowedIntervalMs === null) return healthy;
  if (health.failures === 0 && pace.slowedIntervalMs === health.slowedIntervalMs) return health;
  return { failures: 0, asideUntil: null, reason: health.reason, ...pace };
}

/**
 * Whether an outcome that blames the server may be the message's own doing, as when its sender is refused: the server was
 * fit until then, which it is only after it has served others since its last fault; it was shown the message; and it did not
 * complain of how much it is sent.
 */
export function suspectsMessage(before: ServerHealth, outcome: Outcome): boolean {
  if (outcome.kind !== 'unsent' || !outcome.seen || !outcome.fault || before.failures > 0) return false;
  return outcome.fault.kind !== 'quota' && outcome.fault.retryAfterMs === null;
}

/** Whether the server gets nothing now. The end is exclusive. */
export function isAside(health: ServerHealth, now: Date): boolean {
  return health.asideUntil !== null && now < health.asideUntil;
}

function askedEnd({ retryAfterMs }: HealthFault, now: Date): number {
  return now.getTime() + (retryAfterMs ?? 0);
}

/**
 * When a quota is free again that ends the server's day, its hour, or it does not say when (then an hour is tried).
 *
 * A server whose quota of the day is not free at our midnight has its midnight elsewhere, or counts 24 rolling hours: it is
 * tried every hour, as waiting for the next midnight would use only every second of its days.
 */
function quotaEnd(
  health: ServerHealth,
  { reason, retryAfterMs }: HealthFault,
  { now, dayEndsAt }: { now: Date; dayEndsAt: Date },
): number {
  if (retryAfterMs !== null) return now.getTime() + retryAfterMs;
  const isOfDay = /\b(?:daily|day|24.?h|month)/i.test(reason) && !/\bhourly\b/i.test(reason);
  const isProbe = stateOf(health, now) === 'probing';
  return isOfDay && !isProbe ? dayEndsAt.getTime() : now.getTime() + hourMs;
}

function longerInterval(intervalMs: number | null): number {
  return intervalMs === null ? firstIntervalMs : Math.min(intervalMs * 2, maxIntervalMs);
}

/** When a slowed server is back at its full rate if nothing more throttles it; `now` for one that is not slowed. */
export function fullRateAt(health: ServerHealth, now: Date): Date {
  let { slowedIntervalMs, slowedAt } = relaxed(health, now);
  while (slowedIntervalMs !== null) {
    const at = new Date(slowedAt!.getTime() + slowedIntervalMs * relaxAfterIntervals);
    ({ slowedIntervalMs, slowedAt } = relaxed({ ...health, slowedIntervalMs, slowedAt }, at));
    if (slowedIntervalMs === null) return at;
  }
  return now;
}

function relaxed({ slowedIntervalMs, slowedAt }: ServerHealth, now: Date) {
  let [intervalMs, atMs] = [slowedIntervalMs, slowedAt?.getTime() ?? 0];
  while (intervalMs !== null && now.getTime() >= atMs + intervalMs * relaxAfterIntervals) {
    atMs += intervalMs * relaxAfterIntervals;
    intervalMs = intervalMs / 2 < minIntervalMs ? null : Math.round(intervalMs / 2);
  }
  return { slowedIntervalMs: intervalMs, slowedAt: intervalMs === null ? null : new Date(atMs) };
}
