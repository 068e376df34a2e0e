import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countedAt, drainsTo, emptyWindow, holdMsOf, type SlidingWindow, sliceMsOf, usedAt } from './sliding-window.ts';

/** Longest run of sorted instants that lies within one half-open stretch of `periodMs`. */
function largestCount(instants: readonly number[], periodMs: number): number {
  let largest = 0;
  for (let from = 0, to = 0; to < instants.length; to++) {
    while (instants[to]! - instants[from]! >= periodMs) from++;
    largest = Math.max(largest, to - from + 1);
  }
  return largest;
}

const world = fc.record({
  periodMs: fc.integer({ min: 1, max: 5_000_000 }),
  max: fc.integer({ min: 1, max: 20 }),
  steps: fc.array(fc.record({ waitShare: fc.double({ min: 0, max: 1.2, noNaN: true }), wants: fc.nat(30) }), {
    maxLength: 60,
  }),
});

test('no stretch of a period, wherever it begins, holds more than the limit', () => {
  fc.assert(
    fc.property(world, ({ periodMs, max, steps }) => {
      let now = 1_800_000_000_000;
      let window: SlidingWindow = emptyWindow(periodMs);
      const accepted: number[] = [];
      for (const { waitShare, wants } of steps) {
        now += Math.floor(waitShare * periodMs);
        const count = Math.min(wants, Math.max(0, max - usedAt(window, now)));
        window = countedAt(window, now, count);
        for (let i = 0; i < count; i++) accepted.push(now);
      }
      expect(largestCount(accepted, periodMs)).toBeLessThanOrEqual(max);
    }),
    { numRuns: 2_000 },
  );
});

test('counts what a list of instants would, but for at most a slice and a 500th longer', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.array(fc.nat(40_000), { maxLength: 80 }), (periodMs, gaps) => {
      let now = 1_800_000_000_000;
      let window = emptyWindow(periodMs);
      const instants: number[] = [];
      for (const gap of gaps) {
        now += gap;
        window = countedAt(window, now, 1);
        instants.push(now);
        const exact = instants.filter((at) => at + periodMs > now).length;
        const longer = instants.filter((at) => at + holdMsOf(periodMs) + sliceMsOf(periodMs) > now).length;
        expect(usedAt(window, now)).toBeGreaterThanOrEqual(exact);
        expect(usedAt(window, now)).toBeLessThanOrEqual(longer);
      }
    }),
  );
});

test('a saturated limit is used to 99 %', () => {
  const periodMs = 1_800_000;
  let window = emptyWindow(periodMs);
  let now = 1_800_000_000_000;
  const end = now + 200 * periodMs;
  let sent = 0;
  while (now < end) {
    const count = 2 - usedAt(window, now);
    window = countedAt(window, now, count);
    sent += count;
    now = drainsTo(window, 1, now);
  }
  expect(sent / (2 * 200)).toBeGreaterThan(0.99);
});

test('drainsTo is the first instant at which so few count', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 90_000 }),
      fc.array(fc.nat(9_000), { minLength: 1, maxLength: 30 }),
      fc.nat(9),
      (periodMs, gaps, target) => {
        let now = 1_800_000_000_000;
        let window = emptyWindow(periodMs);
        for (const gap of gaps) {
          now += gap;
          window = countedAt(window, now, 1);
        }
        const at = drainsTo(window, target, now);
        expect(usedAt(window, at)).toBeLessThanOrEqual(target);
        if (at > now) expect(usedAt(window, at - 1)).toBeGreaterThan(target);
      },
    ),
  );
});

test('a clock that steps back forgets nothing', () => {
  const window = countedAt(emptyWindow(60_000), 1_800_000_100_000, 5);
  expect(usedAt(window, 1_800_000_000_000)).toBe(5);
  const later = countedAt(window, 1_800_000_000_000, 1);
  expect(usedAt(later, 1_800_000_100_000 + 59_999)).toBe(6);
});

test('a period is a whole number of milliseconds, at least one', () => {
  for (const periodMs of [0, -1, 1.5, Number.NaN]) expect(() => emptyWindow(periodMs)).toThrow(RangeError);
});

test('the bound holds by a receiver’s clock that runs up to 0.2 % faster', () => {
  const periodMs = 1_800_000;
  let window = emptyWindow(periodMs);
  let now = 1_800_000_000_000;
  const received: number[] = [];
  for (let i = 0; i < 50; i++) {
    now = drainsTo(window, 1, now);
    window = countedAt(window, now, 1);
    received.push(now * 1.0019);
  }
  expect(largestCount(received, periodMs)).toBeLessThanOrEqual(2);
});
