/** Milliseconds since the Unix epoch. */
export type Instant = number;

/**
 * At most `max` messages per period. A message draws one permit from every limit that applies to it.
 *
 * A limit that is off is absent: there is no number that means "no limit".
 */
export type Limit =
  /** Per calendar day, from midnight to midnight in the configured time zone. */
  | { readonly kind: 'day'; readonly max: number }
  /** In any stretch of `periodMs`, wherever it begins. */
  | { readonly kind: 'sliding'; readonly max: number; readonly periodMs: number };

/** `max` as a limit of the calendar day; 0 is the operator's word for no limit. */
export function dayLimit(max: number): Limit | null {
  return max > 0 ? { kind: 'day', max } : null;
}

/** `max` as a limit of any stretch of `periodMs`; 0 is the operator's word for no limit. */
export function slidingLimit(max: number, periodMs: number): Limit | null {
  return max > 0 ? { kind: 'sliding', max, periodMs } : null;
}
