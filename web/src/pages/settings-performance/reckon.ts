import { durationMs } from '../../shared/duration-text.ts';
import type { SettingsAnswer } from '../../shared/settings-query.ts';

const minutesOfDay = 24 * 60;
const minutesOfWeek = 7 * minutesOfDay;

/** In the order of a week that begins on Monday, as the API names them. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

type Windows = SettingsAnswer['app.send_windows'];

/** When mail may leave, as the settings have it. */
export type WindowSettings = Pick<SettingsAnswer, 'app.send_time_start' | 'app.send_time_end' | 'app.send_windows'>;

/** A stretch of the week that is open, in minutes from its beginning: half-open. */
export interface Stretch {
  from: number;
  to: number;
}

/**
 * The stretches of a week that are open, one after the other and apart from each other; `always` when nothing limits them,
 * null while the times make no window.
 */
export function openingsOf(settings: WindowSettings): Stretch[] | 'always' | null {
  const { 'app.send_time_start': start, 'app.send_time_end': end, 'app.send_windows': windows } = settings;
  if (start === '' && end === '' && windows.length === 0) return 'always';
  const spans: Windows = windows.length > 0 ? windows : [{ start, end }];
  const stretches = spans.map(stretchesOf);
  if (stretches.some((each) => each === null)) return null;
  const merged = mergedOf(stretches.flatMap((each) => each!));
  return openMinutes(merged) === minutesOfWeek ? 'always' : merged;
}

function stretchesOf({ days, start, end }: Windows[number]): Stretch[] | null {
  const [from, to] = [minuteOf(start), minuteOf(end)];
  if (from === null || to === null || from === to || from === minutesOfDay) return null;
  const length = from < to ? to - from : to - from + minutesOfDay;
  return (days?.length ? days : weekdays).flatMap((day) => {
    const begin = weekdays.indexOf(day) * minutesOfDay + from;
    const finish = begin + length;
    if (finish <= minutesOfWeek) return [{ from: begin, to: finish }];
    return [
      { from: begin, to: minutesOfWeek },
      { from: 0, to: finish - minutesOfWeek },
    ];
  });
}

function mergedOf(stretches: readonly Stretch[]): Stretch[] {
  const merged: Stretch[] = [];
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** `HH:MM`, up to 24:00. */
function minuteOf(time: string): number | null {
  const parts = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/.exec(time);
  if (!parts) return null;
  return parts[1] === undefined ? minutesOfDay : Number(parts[1]) * 60 + Number(parts[2]);
}

/** How many minutes of a week are open. */
export const openMinutes = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, { from, to }) => sum + to - from, 0);

/** What of a day of the week is open, in minutes from its midnight. @param day 0 is Monday. */
export function ofDay(stretches: readonly Stretch[], day: number): Stretch[] {
  const midnight = day * minutesOfDay;
  return stretches
    .map(({ from, to }) => ({ from: Math.max(0, from - midnight), to: Math.min(minutesOfDay, to - midnight) }))
    .filter(({ from, to }) => to > from);
}

/** The minutes of the day that has most of them open. */
export const openMinutesOfBestDay = (stretches: readonly Stretch[]): number =>
  Math.max(...weekdays.map((_, day) => openMinutes(ofDay(stretches, day))));

/** Whether every day of the week is open at the same times. */
export const isDaily = (stretches: readonly Stretch[]): boolean =>
  weekdays.every((_, day) => JSON.stringify(ofDay(stretches, day)) === JSON.stringify(ofDay(stretches, 0)));

/** Whether it is open at a minute of the week, and the minutes until that changes. */
export function stateAt(stretches: readonly Stretch[], minute: number): { isOpen: boolean; minutesLeft: number } {
  const within = stretches.find(({ from, to }) => from <= minute && minute < to);
  if (!within) {
    const next = stretches.find(({ from }) => from > minute)?.from ?? stretches[0]!.from + minutesOfWeek;
    return { isOpen: false, minutesLeft: next - minute };
  }
  const goesOn = within.to === minutesOfWeek && stretches[0]!.from === 0 ? stretches[0]!.to : 0;
  return { isOpen: true, minutesLeft: within.to - minute + goesOn };
}

/** The minute of the day and of the week, and the clock as it is read there. @throws {RangeError} if there is no such zone. */
export function clockIn(timeZone: string, nowMs: number): { minute: number; ofWeek: number; text: string } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(nowMs);
  const part = (type: string) => parts.find((each) => each.type === type)!.value;
  const text = `${part('hour')}:${part('minute')}`;
  const minute = minuteOf(text)!;
  const day = weekdays.indexOf(part('weekday').toLowerCase() as (typeof weekdays)[number]);
  return { minute, ofWeek: day * minutesOfDay + minute, text };
}

/** How long a message is tried that is put off every time: the delays double from `first` up to `max`. */
export function retrySpanMs(attempts: number, first: string, max: string): number | null {
  const [firstMs, maxMs] = [durationMs(first), durationMs(max)];
  if (firstMs === null || maxMs === null) return null;
  let sum = 0;
  for (let i = 0; i < attempts - 1; i++) sum += Math.min(firstMs * 2 ** i, maxMs);
  return sum;
}
