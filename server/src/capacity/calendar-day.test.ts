import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextMidnight, offsetAt, zoned } from './calendar-day.ts';

// Of these Santiago changes its clock at midnight, Lord Howe by half an hour; Apia left out a day, and Kolkata never changes.
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kolkata',
];
const changes = zones.flatMap((zone) => {
  const all: number[] = [];
  let at: Temporal.ZonedDateTime | null = Temporal.ZonedDateTime.from(`2011-01-01T00:00[${zone}]`);
  while (at && at.year < 2030) {
    all.push(at.epochMilliseconds);
    at = at.getTimeZoneTransition('next');
  }
  return all;
});
const instants = fc
  .tuple(fc.constantFrom(...changes), fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -1e8, max: 1e8 })))
  .map(([at, ms]) => at + ms);

test('offsets and midnights that are kept are those of the calendar', () => {
  fc.assert(
    fc.property(instants, fc.constantFrom(...zones), (at, zone) => {
      const { offsetMs, from, to } = offsetAt(at, zone);
      const local = zoned(at, zone);
      expect(offsetMs).toBe(local.offsetNanoseconds / 1e6);
      expect(from <= at && at < to).toBe(true);
      expect(to).toBe(local.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity);
      const tomorrow = local.toPlainDate().add({ days: 1 });
      expect(nextMidnight(at, zone)).toBe(tomorrow.toZonedDateTime(zone).epochMilliseconds);
    }),
    { numRuns: 3_000 },
  );
});
