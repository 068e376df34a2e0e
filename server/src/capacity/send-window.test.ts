import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOpen, nextClosing, nextOpening, type SendWindow } from './send-window.ts';

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const berlin = (start: string, end: string): SendWindow => ({ start, end, timeZone: 'Europe/Berlin' });

test('is half-open, to the second', () => {
  const window = berlin('08:00', '20:00');
  expect(isOpen(window, at('2026-11-24T07:59:59.999+01:00'))).toBe(false);
  expect(isOpen(window, at('2026-11-24T08:00:00+01:00'))).toBe(true);
  expect(isOpen(window, at('2026-11-24T19:59:59.999+01:00'))).toBe(true);
  expect(isOpen(window, at('2026-11-24T20:00:00+01:00'))).toBe(false);
});

test('reaches over midnight when the end is before the start', () => {
  const window = berlin('20:00', '06:00');
  expect(isOpen(window, at('2026-11-24T23:00:00+01:00'))).toBe(true);
  expect(isOpen(window, at('2026-11-25T05:59:59+01:00'))).toBe(true);
  expect(isOpen(window, at('2026-11-25T06:00:00+01:00'))).toBe(false);
  expect(nextOpening(window, at('2026-11-25T06:00:00+01:00'))).toBe(at('2026-11-25T20:00:00+01:00'));
  expect(nextClosing(window, at('2026-11-24T23:00:00+01:00'))).toBe(at('2026-11-25T06:00:00+01:00'));
});

test('a start that the change to summer time skips opens when that hour is over', () => {
  const window = berlin('02:30', '08:00');
  expect(nextOpening(window, at('2026-03-29T00:00:00+01:00'))).toBe(at('2026-03-29T03:00:00+02:00'));
});

test('an hour that comes twice is open twice, and closed in between where the wall clock says so', () => {
  const window = berlin('01:30', '02:30');
  const first = at('2026-10-25T01:30:00+02:00');
  expect(nextOpening(window, first - 1)).toBe(first);
  expect(nextClosing(window, first)).toBe(at('2026-10-25T02:30:00+02:00'));
  expect(nextOpening(window, at('2026-10-25T02:30:00+02:00'))).toBe(at('2026-10-25T02:00:00+01:00'));
  expect(nextClosing(window, at('2026-10-25T02:00:00+01:00'))).toBe(at('2026-10-25T02:30:00+01:00'));
});

test('no window is always open', () => {
  expect(isOpen(null, 0)).toBe(true);
  expect(nextOpening(null, 5)).toBe(5);
  expect(nextClosing(null, 5)).toBeNull();
});

test('opening and closing are where the wall clock crosses the window, minute by minute', () => {
  const minute = fc.integer({ min: 0, max: 1439 }).map((m) => `${pad(Math.floor(m / 60))}:${pad(m % 60)}`);
  const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
  const start = fc.integer({ min: at('2026-01-01T00:00Z') / 60_000, max: at('2027-12-31T00:00Z') / 60_000 });
  const nearChange = fc.integer({ min: at('2026-10-24T20:00Z') / 60_000, max: at('2026-10-25T20:00Z') / 60_000 });
  fc.assert(
    fc.property(minute, minute, zone, fc.oneof(start, nearChange), (from, to, timeZone, startMinute) => {
      fc.pre(from !== to);
      const window = { start: from, end: to, timeZone };
      const now = startMinute * 60_000;
      const change = isOpen(window, now) ? nextClosing(window, now)! : nextOpening(window, now);
      let walked = now;
      while (isOpen(window, walked) === isOpen(window, now)) walked += 60_000;
      expect(new Date(change).toISOString()).toBe(new Date(walked).toISOString());
    }),
    { numRuns: 60 },
  );
});

const pad = (n: number) => String(n).padStart(2, '0');
