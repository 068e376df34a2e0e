import { nextMidnight } from './calendar-day.ts';
import type { Instant, Limit } from './limit.ts';
import { drainsTo, type SlidingWindow, type SparseWindow, usedAt } from './sliding-window.ts';

/** A limit and what it has counted. What is in flight counts on top, and is the same for all limits of a scope. */
export type Meter =
  | { readonly limit: Extract<Limit, { kind: 'day' }>; readonly usedToday: number; readonly timeZone: string }
  | {
      readonly limit: Extract<Limit, { kind: 'sliding' }>;
      readonly window: SlidingWindow | SparseWindow;
      /** By how much the window's time is behind the clock, see steady-time.ts. */
      readonly lagMs: number;
    };

/** How many permits are left at `now`; 0 or more, also when a limit was lowered below what is used. */
export function remaining(meter: Meter, inFlight: number, now: Instant): number {
  const used = 'window' in meter ? usedAt(meter.window, now - meter.lagMs) : meter.usedToday;
  return Math.max(0, meter.limit.max - used - inFlight);
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
