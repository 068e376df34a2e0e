import type { Outcome, ServerFault } from './outcome.ts';

/**
 * Whether an SMTP server is fit to be given messages.
 *
 * Healthy: `failures` is 0 and any number may go. A fault sets it aside until `asideUntil`, for longer each time. Once
 * that has passed it is probed, one message at a time: success makes it healthy, a fault sets it aside again.
 */
export interface ServerHealth {
  failures: number;
  asideUntil: Date | null;
  /** The last fault's reason, for the operator. */
  reason: string | null;
}

export const healthy: ServerHealth = { failures: 0, asideUntil: null, reason: null };

const firstDelayMs = 5_000;
const maxDelayMs = 15 * 60_000;
/** How long to respect a quota whose end the server does not tell. */
const quotaDelayMs = 60 * 60_000;

/**
 * The health after a fault: set aside for 5 seconds, doubling up to 15 minutes, varied by up to ±10 %, and at least as
 * long as a throttling or quota reply asks. A fault met while already aside comes from a message that was under way: it
 * may lengthen the time but does not double it.
 *
 * @param random Uniform in [0, 1); passed in so that tests are exact.
 */
export function afterFault(health: ServerHealth, fault: ServerFault, now: Date, random: number): ServerHealth {
  const again = isAside(health, now);
  const failures = again ? health.failures : health.failures + 1;
  const delayMs = Math.min(firstDelayMs * 2 ** (failures - 1), maxDelayMs) * (0.9 + 0.2 * random);
  const untilMs = now.getTime() + Math.max(again ? 0 : delayMs, askedDelayMs(fault));
  const asideUntil = new Date(Math.max(untilMs, again && health.asideUntil ? health.asideUntil.getTime() : 0));
  return { failures, asideUntil, reason: fault.reason };
}

/**
 * The health after the server accepted, deferred or rejected a message: it works. While it is aside, a success comes from
 * a message that was under way, and changes nothing.
 */
export function afterSuccess(health: ServerHealth, now: Date): ServerHealth {
  return isAside(health, now) ? health : healthy;
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

/** How many messages may be under way to the server: `Infinity` when healthy, 0 when aside, 1 when probing. */
export function allowance(health: ServerHealth, now: Date): number {
  if (health.failures === 0) return Number.POSITIVE_INFINITY;
  return isAside(health, now) ? 0 : 1;
}

function askedDelayMs(fault: ServerFault): number {
  if (fault.kind === 'quota') return fault.retryAfterMs ?? quotaDelayMs;
  if (fault.kind === 'throttled') return fault.retryAfterMs ?? 0;
  return 0;
}
