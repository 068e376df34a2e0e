import { offsetAt } from './calendar-day.ts';
import type { Instant } from './limit.ts';

/**
 * The hours in which mail may leave: half-open stretches of wall-clock time in an IANA zone, so that 08:00–20:00 sends
 * its last message before 20:00:00.
 *
 * The wall clock rules through both changes of daylight saving: an hour that is skipped has no part in the window,
 * and an hour that comes twice is open, or closed, twice.
 */
export interface SendWindow {
  readonly timeZone: string;
  /** In milliseconds of a week that begins on Monday at 00:00; in order, none touching the next. Without any, it never opens. */
  readonly open: readonly Stretch[];
}

/** Half-open. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** From a time of day to another, on some days. An end that is not after the start is that of the next day. */
export interface WindowSpan {
  /** On which it begins; none is every day. */
  readonly days?: Weekday[];
  /** `HH:MM`, 24 hours. */
  readonly start: string;
  /** `HH:MM`, 24 hours; may be `24:00`. */
  readonly end: string;
}

/** A message whose content is not under way this long before the window closes waits for the next opening. */
export const closingMarginMs = 1_000;

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
export const weekMs = 7 * dayMs;
/** The Unix epoch was a Thursday. */
const epochInWeekMs = 3 * dayMs;

/** The window that is open in each of these spans; `null`, always open, without any. */
export function sendWindowOf(timeZone: string, spans: readonly WindowSpan[]): SendWindow | null {
  if (spans.length === 0) return null;
  const stretches = spans.flatMap(({ days = [], start, end }) => {
    const startMs = timeMs(start);
    const lengthMs = timeMs(end) - startMs;
    return (days.length > 0 ? days : weekdays).flatMap((day) => {
      const from = weekdays.indexOf(day) * dayMs + startMs;
      const to = from + (lengthMs > 0 ? lengthMs : lengthMs + dayMs);
      return to > weekMs
        ? [
            { from, to: weekMs },
            { from: 0, to: to - weekMs },
          ]
        : [{ from, to }];
    });
  });
  return { timeZone, open: joined(stretches) };
}

/** The window in which both are open. @throws {RangeError} if they are of different zones. */
export function intersection(a: SendWindow | null, b: SendWindow | null): SendWindow | null {
  if (!a || !b) return a ?? b;
  if (a.timeZone !== b.timeZone) throw new RangeError(`windows in ${a.timeZone} and in ${b.timeZone}`);
  const open = a.open.flatMap((one) =>
    b.open.flatMap((other) => {
      const from = Math.max(one.from, other.from);
      const to = Math.min(one.to, other.to);
      return from < to ? [{ from, to }] : [];
    }),
  );
  return { timeZone: a.timeZone, open: joined(open) };
}

/** Whether mail may leave at `now`; a missing window is always open. */
export function isOpen(window: SendWindow | null, now: Instant): boolean {
  return !window || isIn(window, weekMsAt(now, offsetAt(now, window.timeZone).offsetMs));
}

/** When a window that is open closes, if that is so soon that nothing is begun any more; else `null`. */
export function closesSoon(window: SendWindow | null, now: Instant): Instant | null {
  if (isOpen(window, now + closingMarginMs) || !isOpen(window, now)) return null;
  return nextClosing(window, now);
}

/** The first instant, `now` or later, at which mail may leave; `null` if it never may. */
export function nextOpening(window: SendWindow | null, now: Instant): Instant | null {
  if (!window || isOpen(window, now)) return now;
  return nextChange(window, now);
}

/** The first instant, `now` or later, at which mail may not leave, or `null` if there is none. */
export function nextClosing(window: SendWindow | null, now: Instant): Instant | null {
  if (!window) return null;
  if (!isOpen(window, now)) return now;
  return nextChange(window, now);
}

/**
 * The first instant after `now` at which a window that is open is not, or the other way round; `null` if there is none.
 *
 * Between two changes of the zone's offset the wall clock runs evenly, so the next change of the window there is an
 * addition. Such a stretch that is a week or longer holds one, and no zone goes on without.
 */
function nextChange(window: SendWindow, now: Instant): Instant | null {
  const before = isOpen(window, now);
  if (isConstant(window)) return null;
  let from = now;
  for (;;) {
    const { offsetMs, to: transition } = offsetAt(from, window.timeZone);
    const change = from + msToChange(window, weekMsAt(from, offsetMs), before);
    if (change < transition) return change;
    if (isOpen(window, transition) !== before) return transition;
    from = transition;
  }
}

/** How long the wall clock takes from an instant of the week to the next at which the window is not as it was `before`. */
function msToChange(window: SendWindow, at: number, before: boolean): number {
  const ahead = window.open
    .map(({ from, to }) => (before ? to : from))
    .filter((boundary) => isIn(window, boundary % weekMs) !== before)
    .map((boundary) => (boundary - at + weekMs) % weekMs);
  return Math.min(...ahead);
}

function isIn({ open }: SendWindow, at: number): boolean {
  return open.some(({ from, to }) => from <= at && at < to);
}

function isConstant({ open }: SendWindow): boolean {
  return open.length === 0 || (open[0]!.from === 0 && open[0]!.to === weekMs);
}

/** How long the week of a wall clock that is so far ahead of UTC has run at `now`. */
export function weekMsAt(now: Instant, offsetMs: number): number {
  const localMs = now + offsetMs + epochInWeekMs;
  return ((localMs % weekMs) + weekMs) % weekMs;
}

function timeMs(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours! * 60 + minutes!) * minuteMs;
}

/** In order, with those that overlap or touch made one. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && from <= last.to) result[result.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else result.push({ from, to });
  }
  return result;
}
