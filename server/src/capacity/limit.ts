/** Milliseconds since the Unix epoch. */
export type Instant = number;

/**
 * At most `max` messages per period. A message draws one permit from every limit that applies to it.
 *
 * A limit that is off is absent: there is no number that means "no limit".
 */
export type Limit =
  /** Per calendar day, from midnight to midnight in the configured time zone. */
  { readonly kind: 'day'; readonly max: number } | SlidingLimit;

/** In any stretch of `periodMs`, wherever it begins. */
export interface SlidingLimit {
  readonly kind: 'sliding';
  readonly max: number;
  readonly periodMs: number;
  /** Every attempt that a server saw, or, as a daily limit does, only what it accepted or may have accepted. */
  readonly counts: 'seen' | 'accepted';
}

/** Whether a day is the calendar's, or any stretch of 24 hours. */
export type DailyLimitPeriod = 'calendar' | 'rolling';

const dayMs = 86_400_000;

/** `max` as a limit of the calendar day; 0 is the operator's word for no limit. */
export function dayLimit(max: number): Limit | null {
  return max > 0 ? { kind: 'day', max } : null;
}

/** `max` as a daily limit of either kind; 0 is the operator's word for no limit. */
export function dailyLimit(max: number, period: DailyLimitPeriod): Limit | null {
  if (period === 'calendar') return dayLimit(max);
  return max > 0 ? { kind: 'sliding', max, periodMs: dayMs, counts: 'accepted' } : null;
}

/** `max` as a limit of any stretch of `periodMs`; 0 is the operator's word for no limit. */
export function slidingLimit(max: number, periodMs: number): SlidingLimit | null {
  return max > 0 ? { kind: 'sliding', max, periodMs, counts: 'seen' } : null;
}
