import { invalid } from '../errors.ts';

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** The shortest and longest that a duration may be, as durations. */
export interface DurationRange {
  from: string;
  to: string;
}

/**
 * The milliseconds of a duration: whole numbers with the units d, h, m, s and ms, largest first.
 *
 * @example
 * parseDuration('1h30m', 'app.queue_poll_interval') // 5_400_000
 *
 * @param field Named in the error.
 * @throws {AppError} `invalid` if it is none, or outside `range`.
 */
export function parseDuration(text: string, field: string, range?: DurationRange): number {
  const ms = durationMs(text);
  const expected = range ? `a duration from ${range.from} to ${range.to}` : 'a duration';
  const fits = ms !== null && (!range || (ms >= durationMs(range.from)! && ms <= durationMs(range.to)!));
  if (!fits) throw invalid(field, `expected ${expected}, such as 30m or 1h30m`);
  return ms;
}

function durationMs(text: string): number | null {
  const parts = /^(?=\d)(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?(?:(\d{1,9})ms)?$/.exec(text);
  if (!parts) return null;
  const [days, hours, minutes, seconds, millis] = parts.slice(1).map((digits) => Number(digits ?? 0));
  return days! * unitMs.d + hours! * unitMs.h + minutes! * unitMs.m + seconds! * unitMs.s + millis!;
}

/** The shortest text that `parseDuration` reads as `ms`; `0s` for nothing. */
export function formatDuration(ms: number): string {
  let rest = ms;
  let text = '';
  for (const unit of ['d', 'h', 'm', 's', 'ms'] as const) {
    const count = Math.floor(rest / unitMs[unit]);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * unitMs[unit];
  }
  return text || '0s';
}
