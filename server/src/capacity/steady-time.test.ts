import { expect, test } from 'vitest';
import { steadyTimeAt } from './steady-time.ts';

const last = { seenAt: 1_000_000, lagMs: 0 };

test('follows the clock while that passes as time does', () => {
  expect(steadyTimeAt(last, 1_060_000, 60_000)).toEqual({ seenAt: 1_060_000, lagMs: 0 });
  expect(steadyTimeAt(last, 1_060_030, 60_000).lagMs).toBe(0);
});

test('lags by what the clock was put forward, added up', () => {
  const once = steadyTimeAt(last, 1_000_000 + 3_600_000 + 500, 500);
  expect(once.lagMs).toBe(3_600_000);
  expect(steadyTimeAt(once, once.seenAt + 120_000, 20_000).lagMs).toBe(3_700_000);
});

test('lags by whole milliseconds, rather too many, whatever the counter shows', () => {
  expect(steadyTimeAt(last, 1_000_000 + 3_600_000, 0.25).lagMs).toBe(3_600_000);
  expect(steadyTimeAt(last, 1_000_000 + 3_600_000, 500.75).lagMs).toBe(3_599_500);
});

test('another worker that has not looked for longer does not count the same step again', () => {
  const once = steadyTimeAt(last, 1_000_000 + 3_600_000 + 100, 100);
  expect(steadyTimeAt(once, once.seenAt + 200, 900).lagMs).toBe(3_600_000);
});

test('a clock that is put back, and a first look, change nothing', () => {
  expect(steadyTimeAt(last, 900_000, 1_000)).toEqual({ seenAt: 900_000, lagMs: 0 });
  expect(steadyTimeAt(last, 90_000_000, null).lagMs).toBe(0);
});
