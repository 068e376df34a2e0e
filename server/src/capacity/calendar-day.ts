import type { Instant } from './limit.ts';

const dayMs = 86_400_000;

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
  const { offsetMs, to } = offsetAt(now, timeZone);
  const midnight = (Math.floor((now + offsetMs) / dayMs) + 1) * dayMs - offsetMs;
  if (midnight < to) return midnight;
  return zoned(now, timeZone).toPlainDate().add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
}

/** A stretch, half-open, in which the wall clock of a zone runs evenly, `offsetMs` ahead of UTC. */
interface OffsetSpan {
  readonly offsetMs: number;
  readonly from: Instant;
  /** When the zone's offset next changes; Infinity if it does not. */
  readonly to: Instant;
}

/** Known spans by zone, a few of each: to ask the calendar takes a hundred times as long. */
const spans = new Map<string, OffsetSpan[]>();

/** How far the wall clock of an IANA time zone is ahead of UTC, and how long it stays so. */
export function offsetAt(now: Instant, timeZone: string): OffsetSpan {
  const known = spans.get(timeZone)?.find(({ from, to }) => from <= now && now < to);
  if (known) return known;
  const local = zoned(now, timeZone);
  const span = {
    offsetMs: Math.floor(local.offsetNanoseconds / 1e6),
    from: local.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? -Infinity,
    to: local.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity,
  };
  spans.set(timeZone, [...(spans.get(timeZone) ?? []), span]);
  return span;
}

export function zoned(now: Instant, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
}
