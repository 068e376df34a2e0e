import type { Instant } from './limit.ts';

/** The calendar day of `now` in an IANA time zone, as `YYYY-MM-DD`. */
export function dayOf(now: Instant, timeZone: string): string {
  return zoned(now, timeZone).toPlainDate().toString();
}

/** The first instant of the calendar day of `now`. */
export function startOfDay(now: Instant, timeZone: string): Instant {
  return zoned(now, timeZone).startOfDay().epochMilliseconds;
}

/** The first instant of the next calendar day; in a zone that skips midnight, the first instant that exists. */
export function nextMidnight(now: Instant, timeZone: string): Instant {
  return zoned(now, timeZone).toPlainDate().add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
}

export function zoned(now: Instant, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
}
