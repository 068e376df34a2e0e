import { nextMidnight } from './calendar-day.ts';
import type { Instant, Limit, SlidingLimit } from './limit.ts';
import { drainsTo, type SlidingWindow, type SparseWindow, sparse, sparselyAdded, usedAt } from './sliding-window.ts';

/** A limit and what it has counted. What is in flight counts on top, and is the same for all limits of a scope. */
export type Meter =
  | { readonly limit: Extract<Limit, { kind: 'day' }>; readonly usedToday: number; readonly timeZone: string }
  | SlidingMeter;

export interface SlidingMeter {
  readonly limit: SlidingLimit;
  readonly window: SlidingWindow | SparseWindow;
  /** By how much the window's time is behind the clock, see steady-time.ts. */
  readonly lagMs: number;
}

/** How many messages count at `now`, those in flight aside. */
export function used(meter: Meter, now: Instant): number {
  return 'window' in meter ? usedAt(meter.window, now - meter.lagMs) : meter.usedToday;
}

/** How many permits are left at `now`; 0 or more, also when a limit was lowered below what is used. */
export function remaining(meter: Meter, inFlight: number, now: Instant): number {
  return Math.max(0, meter.limit.max - used(meter, now) - inFlight);
}

/**
 * The first instant, `now` or later, at which a permit is free if nothing more is reserved, or `null` when what is in
 * flight already takes them all: then the next change is an outcome, not a time.
 */
export function nextPermitAt(meter: Meter, inFlight: number, now: Instant): Instant | null {
  if (inFlight >= meter.limit.max) return null;
  if (remaining(meter, inFlight, now) > 0) return now;
  if ('window' in meter) {
    return drainsTo(meter.window, meter.limit.max - inFlight - 1, now - meter.lagMs) + meter.lagMs;
  }
  return nextMidnight(now, meter.timeZone);
}

/** The meter once messages have been counted at `at`; its window is sparse from then on. */
export function counted(meter: Meter, { at, seen, accepted }: { at: Instant; seen: number; accepted: number }): Meter {
  if (!('window' in meter)) return { ...meter, usedToday: meter.usedToday + accepted };
  const windowAt = at - meter.lagMs;
  const count = meter.limit.counts === 'seen' ? seen : accepted;
  return { ...meter, window: sparselyAdded(sparse(meter.window, windowAt), windowAt, [{ at: windowAt, count }]) };
}

/** The meter when another calendar day has begun. */
export function onNextDay(meter: Meter): Meter {
  return 'window' in meter ? meter : { ...meter, usedToday: 0 };
}
