import { durationMs } from '../../shared/duration-text.ts';

const minutesOfDay = 24 * 60;

/** A send window in minutes since midnight: half-open, and over midnight when it ends before it starts. */
export interface Window {
  start: number;
  end: number;
}

/** The window of two times of day, `HH:MM`; `always` when both are empty, null when they make none. */
export function windowOf(start: string, end: string): Window | 'always' | null {
  if (start === '' && end === '') return 'always';
  const [from, to] = [minuteOf(start), minuteOf(end)];
  return from === null || to === null || from === to ? null : { start: from, end: to };
}

function minuteOf(time: string): number | null {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : null;
}

/** How many minutes of a day are open. */
export const openMinutes = ({ start, end }: Window): number => (end - start + minutesOfDay) % minutesOfDay;

/** The stretches of the day that are open, in minutes from midnight: two when the window goes over midnight. */
export function stretchesOf({ start, end }: Window): { from: number; to: number }[] {
  if (start < end) return [{ from: start, to: end }];
  return [
    { from: 0, to: end },
    { from: start, to: minutesOfDay },
  ].filter(({ from, to }) => to > from);
}

/** Whether it is open at a minute of the day, and the minutes until that changes. */
export function stateAt(window: Window, minute: number): { isOpen: boolean; minutesLeft: number } {
  const sinceStart = (minute - window.start + minutesOfDay) % minutesOfDay;
  const isOpen = sinceStart < openMinutes(window);
  const next = isOpen ? window.end : window.start;
  return { isOpen, minutesLeft: (next - minute + minutesOfDay) % minutesOfDay || minutesOfDay };
}

/** The minute of the day, and the clock as it is read there. @throws {RangeError} if there is no such zone. */
export function clockIn(timeZone: string, nowMs: number): { minute: number; text: string } {
  const text = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(nowMs);
  return { minute: minuteOf(text)!, text };
}

/** How long a message is tried that is put off every time: the delays double from `first` up to `max`. */
export function retrySpanMs(attempts: number, first: string, max: string): number | null {
  const [firstMs, maxMs] = [durationMs(first), durationMs(max)];
  if (firstMs === null || maxMs === null) return null;
  let sum = 0;
  for (let i = 0; i < attempts - 1; i++) sum += Math.min(firstMs * 2 ** i, maxMs);
  return sum;
}
