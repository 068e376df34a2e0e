import type { Instant } from './limit.ts';

/**
 * The time by which sliding windows are counted. It is the clock's, but for the steps of the clock: an hour by which the
 * clock was put forward is no hour in which a provider forgot anything. So windows lag behind the clock by the sum of its
 * steps. A clock that is put back needs no more than a window's own care never to move back.
 */
export interface SteadyTime {
  /** When this was last looked at, by the clock; by any worker. */
  readonly seenAt: Instant;
  /** How far windows are behind the clock; a whole number, 0 or more. */
  readonly lagMs: number;
}

/** What a clock may gain on the counter without having been put forward; it is disciplined by far less. */
const toleranceMs = 1_000;

/**
 * The steady time at `now`.
 *
 * @param elapsedMs What this worker's counter has gained since it last looked: no less than has passed since anyone did.
 * May be a fraction. `null` at its first look: then nobody can tell a step from a time without workers.
 */
export function steadyTimeAt(last: SteadyTime, now: Instant, elapsedMs: number | null): SteadyTime {
  const passedMs = now - last.seenAt;
  const stepMs = elapsedMs !== null && passedMs > elapsedMs + toleranceMs ? Math.ceil(passedMs - elapsedMs) : 0;
  return { seenAt: now, lagMs: last.lagMs + stepMs };
}
