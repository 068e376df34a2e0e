import { offsetAt } from './calendar-day.ts';
import type { Instant } from './limit.ts';
import { nextClosing, nextOpening, type SendWindow, weekMs, weekMsAt } from './send-window.ts';

/** How many of the milliseconds from `from` to `to` a window is open; 0 if `to` is not after `from`. */
export function openMs(window: SendWindow | null, from: Instant, to: Instant): number {
  if (!window) return Math.max(0, to - from);
  let total = 0;
  for (let at = from; at < to; ) {
    // Between two changes of the zone's offset the wall clock runs evenly.
    const { offsetMs, to: transition } = offsetAt(at, window.timeZone);
    const until = Math.min(to, transition);
    const begin = weekMsAt(at, offsetMs);
    total += openInWeeks(window, begin + until - at) - openInWeeks(window, begin);
    at = until;
  }
  return total;
}

/** For how much of the first `ms` of weeks a window is open. */
function openInWeeks({ open }: SendWindow, ms: number): number {
  const within = (end: number) =>
    open.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, end) - Math.min(from, end)), 0);
  return Math.floor(ms / weekMs) * within(weekMs) + within(ms % weekMs);
}

/** The first instant by which a window has been open for `ms` since `from`; `null` if it never opens so long. */
export function afterOpenMs(window: SendWindow | null, from: Instant, ms: number): Instant | null {
  let left = ms;
  for (let at = from; ; ) {
    const opensAt = nextOpening(window, at);
    if (opensAt === null) return null;
    if (left === 0) return at;
    const closesAt = nextClosing(window, opensAt);
    if (closesAt === null || left <= closesAt - opensAt) return opensAt + left;
    left -= closesAt - opensAt;
    at = closesAt;
  }
}
