import { expect, test } from 'vitest';
import { instantOf, localOf } from './zoned-time.ts';

test.each([
  ['2026-11-24T08:30', 'UTC', '2026-11-24T08:30:00.000Z'],
  ['2026-11-24T08:30', 'Europe/Berlin', '2026-11-24T07:30:00.000Z'],
  ['2026-07-24T08:30', 'America/New_York', '2026-07-24T12:30:00.000Z'],
  ['2026-01-01T00:15', 'Pacific/Auckland', '2025-12-31T11:15:00.000Z'],
  ['2026-01-01T00:15', 'Asia/Kathmandu', '2025-12-31T18:30:00.000Z'],
])('%s in %s is %s', (local, zone, instant) => {
  expect(instantOf(local, zone)).toBe(instant);
  expect(localOf(instant, zone)).toBe(local);
});

test('an hour that comes twice is the first, one that is skipped is later', () => {
  expect(instantOf('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  expect(instantOf('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z'); // 03:30 by the clock
});

test('what is being typed is no time', () => {
  expect(instantOf('', 'UTC')).toBeNull();
});
