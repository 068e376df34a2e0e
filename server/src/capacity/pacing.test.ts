import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Instant } from './limit.ts';
import { afterOpenMs, openMs } from './open-time.ts';
import { nextRelease, type Pace, type Release, spreadUntil } from './pacing.ts';
import { closingMarginMs, isOpen, nextOpening, sendWindowOf, weekdays } from './send-window.ts';

const timeZone = 'Europe/Berlin';
const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const office = sendWindowOf(timeZone, [{ start: '08:00', end: '20:00' }]);
const hourMs = 3_600_000;

/** What leaves when, if each release is taken at once and nothing holds it back; at most 5,000 of them. */
function releases(pace: Pace, { count, from }: { count: number; from: Instant }): Release[] {
  const taken: Release[] = [];
  let [now, left] = [from, count];
  while (left > 0 && taken.length < 5_000) {
    const next = nextRelease(pace, { left, latest: taken.at(-1) ?? null, now });
    now = Math.max(now, next.at);
    const opensAt = nextOpening(pace.window, now);
    if (opensAt === null) break;
    if (opensAt > now) {
      now = opensAt;
      continue;
    }
    if (next.at > now) continue;
    const took = Math.min(left, next.count);
    taken.push({ at: next.at, count: took });
    left -= took;
  }
  return taken;
}

const clock = (instant: Instant) =>
  Temporal.Instant.fromEpochMilliseconds(Math.ceil(instant / 60_000) * 60_000)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .slice(5);
const times = (pace: Pace, count: number, from: string) =>
  releases(pace, { count, from: at(from) }).map((release) => `${clock(release.at)} ${release.count}`);

test('without a deadline what is left is spread over the opening, and over the day if it may always send', () => {
  const pace = { window: office, timeZone, deadline: null };
  expect(times(pace, 3, '2026-03-02T07:00:00Z')).toEqual(['03-02T08:00 1', '03-02T12:00 1', '03-02T16:00 1']);
  expect(times(pace, 3, '2026-03-02T02:00:00Z')).toEqual(['03-02T08:00 1', '03-02T12:00 1', '03-02T16:00 1']);
  expect(times({ ...pace, window: null }, 2, '2026-03-02T11:00:00Z')).toEqual(['03-02T12:00 1', '03-02T18:00 1']);
});

test('until a deadline only the time counts in which the window is open, also where the clocks change', () => {
  const pace = { window: office, timeZone, deadline: at('2026-03-03T13:00:00Z') };
  expect(times(pace, 3, '2026-03-02T13:00:00Z')).toEqual(['03-02T14:00 1', '03-02T18:00 1', '03-03T10:00 1']);
  const night = sendWindowOf(timeZone, [{ start: '00:00', end: '06:00' }]);
  const shortNight = { window: night, timeZone, deadline: null };
  expect(times(shortNight, 5, '2026-03-28T23:00:00Z')).toEqual(
    ['00', '01', '03', '04', '05'].map((hour) => `03-29T${hour}:00 1`),
  );
});

test('messages leave together where they would be less than a second apart', () => {
  const pace = { window: office, timeZone, deadline: null };
  const all = releases(pace, { count: 100_000, from: at('2026-03-02T18:00:00Z') });
  expect(all[0]!.count).toBe(28);
  const gaps = all.slice(1).map((release, i) => release.at - all[i]!.at);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(999);
});

test('what limits or a pause held back is spread over the time that is left, and made up for by no burst', () => {
  const pace = { window: office, timeZone, deadline: null };
  const latest = { at: at('2026-03-02T07:00:00Z'), count: 1 };
  const now = at('2026-03-02T13:00:00Z');
  expect(nextRelease(pace, { left: 10, latest, now })).toEqual({ at: now, count: 1 });
  expect(nextRelease(pace, { left: 10, latest: { at: now, count: 1 }, now }).at).toBe(
    now + Math.floor((5 * hourMs + 59 * 60_000 + 59_000) / 11),
  );
});

test('a part of a release has its part of the time', () => {
  const pace = { window: null, timeZone, deadline: 100_000 + closingMarginMs };
  expect(nextRelease(pace, { left: 1_000, latest: null, now: 0 })).toEqual({ at: 0, count: 10 });
  expect(nextRelease(pace, { left: 996, latest: { at: 0, count: 4 }, now: 100 })).toMatchObject({ at: 400 });
});

test('where there is no time left only limits hold it back: a deadline that is past, a window that never opens in time', () => {
  const now = at('2026-03-02T13:00:00Z');
  const state = { left: 50, latest: null, now };
  const all = { at: now, count: Infinity };
  expect(nextRelease({ window: null, timeZone, deadline: now - 1 }, state)).toEqual(all);
  expect(nextRelease({ window: null, timeZone, deadline: now + 500 }, state)).toEqual(all);
  const never = { timeZone, open: [] };
  expect(nextRelease({ window: never, timeZone, deadline: null }, state)).toEqual(all);
  expect(nextRelease({ window: never, timeZone, deadline: now + hourMs }, state)).toEqual(all);
  const mondays = sendWindowOf(timeZone, [{ days: ['mon'], start: '08:00', end: '09:00' }]);
  expect(nextRelease({ window: mondays, timeZone, deadline: now + hourMs }, state)).toEqual(all);
});

test('a clock that was put back does not hold it up', () => {
  const pace = { window: null, timeZone, deadline: null };
  const now = at('2026-03-02T13:00:00Z');
  const latest = { at: now + hourMs, count: 1 };
  expect(nextRelease(pace, { left: 2, latest, now }).at).toBe(now);
});

const instants = fc.integer({ min: at('2026-03-20T00:00:00Z'), max: at('2026-11-10T00:00:00Z') });
const spans = fc.array(
  fc.record({
    days: fc.uniqueArray(fc.constantFrom(...weekdays)),
    start: fc.constantFrom('00:00', '02:30', '08:00', '22:00'),
    end: fc.constantFrom('02:15', '03:00', '09:00', '20:00', '24:00'),
  }),
  { maxLength: 3 },
);
const windows = fc
  .tuple(fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC'), spans)
  .map(([zone, open]) => ({ zone, window: sendWindowOf(zone, open) }));

test('the time in which a window is open is what its openings come to, and goes back to its instant', () => {
  fc.assert(
    fc.property(windows, instants, fc.nat(20 * 86_400_000), ({ window }, from, length) => {
      const ms = openMs(window, from, from + length);
      let expected = 0;
      const step = 15 * 60_000;
      const start = Math.ceil(from / step) * step;
      const to = Math.max(start, Math.floor((from + length) / step) * step);
      for (let t = start; t < to; t += step) if (isOpen(window, t)) expected += step;
      expect(openMs(window, start, to)).toBe(expected);
      const back = afterOpenMs(window, from, ms);
      expect(back).not.toBeNull();
      expect(openMs(window, from, back!)).toBe(ms);
      expect(back!).toBeLessThanOrEqual(from + length);
    }),
    { numRuns: 200 },
  );
});

test('never ahead of the even line by more than one release, all gone by its end, in whole numbers', () => {
  const world = fc.record({
    where: windows,
    from: instants,
    count: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 1_000_000 })),
    ahead: fc.option(fc.integer({ min: -hourMs, max: 10 * 86_400_000 }), { nil: null }),
    lateMs: fc.constantFrom(0, 0, 30, 700, 90_000),
    share: fc.constantFrom(1, 1, 0.3),
  });
  fc.assert(
    fc.property(world, ({ where: { window, zone }, from, count, ahead, lateMs, share }) => {
      const pace: Pace = { window, timeZone: zone, deadline: ahead === null ? null : from + ahead };
      const start = nextOpening(window, from)!;
      const end = spreadUntil(pace, start)!;
      const time = openMs(window, start, end - closingMarginMs);
      let [now, left, steps] = [start, count, 0];
      let latest: Release | null = null;
      for (; left > 0 && steps < 2_000; steps++) {
        const next = nextRelease(pace, { left, latest, now });
        expect(Number.isSafeInteger(next.at)).toBe(true);
        expect(next.count).toBeGreaterThanOrEqual(1);
        if (next.at > now) {
          now = nextOpening(window, next.at + (steps % 3 === 0 ? lateMs : 0))!;
          if (now >= end) break;
          continue;
        }
        if (time > 0 && Number.isFinite(next.count)) {
          const line = (count * openMs(window, start, next.at + steps + 1)) / time;
          expect(count - left).toBeLessThanOrEqual(line);
        }
        const took: number = Math.ceil(Math.min(next.count, left) * share);
        latest = { at: next.at, count: took };
        left -= took;
      }
      if (steps < 2_000 && lateMs === 0 && time > 0) expect(left).toBe(0);
    }),
    { numRuns: 60 },
  );
}, 60_000);
