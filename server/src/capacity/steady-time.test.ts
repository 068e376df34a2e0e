import { expect, test } from 'vitest';
import { steadyTimeAt } from './steady-time.ts';

const last = { seenAt: 1_000_000, lagMs: 0 };

test('follows the clock while that passes as time does', () => {
  expect(steadyTimeAt(last, 1_060_000, 1_060_000)).toEqual({ seenAt: 1_060_000, lagMs: 0 });
  expect(steadyTimeAt(last, 1_060_030, 1_060_000).lagMs).toBe(0);
});

test('lags by what the clock was put forward, added up', () => {
  const once = steadyTimeAt(last, 1_000_000 + 3_600_000 + 500, 1_000_500);
  expect(once.lagMs).toBe(3_600_000);
  expect(steadyTimeAt(once, once.seenAt + 120_000, 1_020_500).lagMs).toBe(3_700_000);
});

test('lags by whole milliseconds, rather too many, whatever the counter shows', () => {
  expect(steadyTimeAt(last, 1_000_000 + 3_600_000, 1_000_000.25).lagMs).toBe(3_600_000);
  expect(steadyTimeAt(last, 1_000_000 + 3_600_000, 1_000_500.75).lagMs).toBe(3_599_500);
});

test('a step that one worker has counted is counted by no other, however long ago that one looked', () => {
  // Both looked at 1,000,000; one of them again after the step, 100 ms later.
  const once = steadyTimeAt(last, 1_000_000 + 3_600_000 + 100, 1_000_100);
  expect(steadyTimeAt(once, once.seenAt + 800, 1_000_900).lagMs).toBe(3_600_000);
});

test('a step that a worker sees which has not looked for longer than others is counted in full', () => {
  // This worker looked at 960,000; another at 1,000,000, before the step; now it is 500 ms later.
  expect(steadyTimeAt(last, 1_000_000 + 3_600_000 + 500, 960_000 + 40_500).lagMs).toBe(3_600_000);
});

test('leads by what the clock was put back, so that the time of windows runs on', () => {
  expect(steadyTimeAt(last, 900_000, 1_001_000)).toEqual({ seenAt: 900_000, lagMs: -101_000 });
  expect(steadyTimeAt({ seenAt: 900_000, lagMs: -101_000 }, 1_002_000, 1_002_000).lagMs).toBe(0);
});

test('a first look changes nothing', () => {
  expect(steadyTimeAt(last, 90_000_000, null).lagMs).toBe(0);
});
