import { zoned } from './calendar-day.ts';
import type { Instant } from './limit.ts';

/**
 * The hours in which mail may leave: half-open wall-clock time in an IANA zone, so that 08:00–20:00 sends its last
 * message before 20:00:00. An end before the start reaches over midnight.
 *
 * The wall clock rules through both changes of daylight saving: an hour that is skipped has no part in the window,
 * and an hour that comes twice is open, or closed, twice.
 */
export interface SendWindow {
  /** `HH:MM`, 24 hours. */
  readonly start: string;
  /** `HH:MM`, 24 hours; never equal to `start`. */
  readonly end: string;
  readonly timeZone: string;
}

/** Whether mail may leave at `now`; a missing window is always open. */
export function isOpen(window: SendWindow | null, now: Instant): boolean {
  if (!window) return true;
  const time = zoned(now, window.timeZone).toPlainTime();
  const fromStart = Temporal.PlainTime.compare(time, window.start) >= 0;
  const beforeEnd = Temporal.PlainTime.compare(time, window.end) < 0;
  const overMidnight = Temporal.PlainTime.compare(window.start, window.end) > 0;
  return overMidnight ? fromStart || beforeEnd : fromStart && beforeEnd;
}

/** The first instant, `now` or later, at which mail may leave. */
export function nextOpening(window: SendWindow | null, now: Instant): Instant {
  if (!window || isOpen(window, now)) return now;
  return firstInstant(window, now, window.start, (at) => isOpen(window, at));
}

/** The first instant after `now` at which mail may not leave, or `null` if there is none. */
export function nextClosing(window: SendWindow | null, now: Instant): Instant | null {
  if (!window) return null;
  if (!isOpen(window, now)) return now;
  return firstInstant(window, now, window.end, (at) => !isOpen(window, at));
}

/**
 * The window changes state only at its boundaries and where the zone changes its offset: the first of these instants
 * after `now` for which `holds`.
 */
function firstInstant(window: SendWindow, now: Instant, boundary: string, holds: (at: Instant) => boolean): Instant {
  const { timeZone } = window;
  const from = zoned(now, timeZone);
  const candidates: Instant[] = [];
  const transition = from.getTimeZoneTransition('next');
  if (transition) candidates.push(transition.epochMilliseconds);
  for (let days = 0; days <= 2; days++) {
    const local = from.toPlainDate().add({ days }).toPlainDateTime(boundary);
    for (const disambiguation of ['earlier', 'later'] as const) {
      candidates.push(local.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds);
    }
  }
  const first = candidates.filter((at) => at > now && holds(at)).sort((a, b) => a - b)[0];
  if (first === undefined) throw new RangeError(`no change of the window ${window.start}–${window.end} in ${timeZone}`);
  return first;
}
