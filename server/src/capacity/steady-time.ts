import type { Instant } from './limit.ts';

/**
 * The time by which sliding windows are counted. It is the clock's, but for the steps of the clock: an hour by which the
 * clock was put forward is no hour in which a provider forgot anything, and one by which it was put back is none to be sent
 * twice. So windows lag behind the clock by the sum of its steps, and their time runs on evenly.
 */
export interface SteadyTime {
  /** When this was last looked at, by the clock; by any worker. */
  readonly seenAt: Instant;
  /** How far windows are behind the clock; a whole number. Below 0 once the clock has been put back. */
  readonly lagMs: number;
}

/** By how much a clock and the counter may differ without a step; it is disciplined by far less. */
const toleranceMs = 1_000;

/**
 * The steady time at `now`.
 *
 * @param last As any worker left it.
 * @param expected The steady time by this worker's own counter: what it was when it last looked, and what the counter has
 * gained since; may be a fraction. `null` at its first look: then nobody can tell a step from a time without workers.
 */
export function steadyTimeAt(last: SteadyTime, now: Instant, expected: number | null): SteadyTime {
  const aheadMs = expected === null ? 0 : now - last.lagMs - expected;
  const stepMs = Math.abs(aheadMs) > toleranceMs ? Math.ceil(aheadMs) : 0;
  return { seenAt: now, lagMs: last.lagMs + stepMs };
}
