import fc from 'fast-check';
import { expect, test } from 'vitest';
import { begin, correct, read, stepMs, surest } from './clock-discipline.ts';

const noon = Date.parse('2026-03-04T12:00:00Z');

test('goes on with the monotonic clock', () => {
  expect(read(begin(1_000, noon), 61_000)).toBe(noon + 60_000);
});

test('makes up for a small difference, forwards and backwards, and then no further', () => {
  for (const differenceMs of [20, -20]) {
    const { discipline, aheadMs } = correct(begin(0, noon), 60_000, noon + 60_000 + differenceMs);
    expect(aheadMs).toBe(differenceMs);
    expect(read(discipline, 60_000)).toBe(noon + 60_000);
    expect(read(discipline, 60_000 + 20_000)).toBe(noon + 80_000 + differenceMs / 2);
    expect(read(discipline, 60_000 + 100_000)).toBe(noon + 160_000 + differenceMs);
  }
});

test('takes a time that is far ahead at once, and goes slower until a time far behind is reached', () => {
  const ahead = correct(begin(0, noon), 1_000, noon + 3_601_000);
  expect(read(ahead.discipline, 1_000)).toBe(noon + 3_601_000);

  const behind = correct(begin(0, noon), 1_000, noon + 1_000 - 3_600_000);
  expect(read(behind.discipline, 1_000)).toBe(noon + 1_000);
  expect(read(behind.discipline, 2_001_000)).toBe(noon + 2_001_000 - 1_000);
});

test('never stands still or goes back, and hurries by 1 in 2,000 at most but for steps', () => {
  const event = fc.record({
    passedMs: fc.integer({ min: 1, max: 100_000 }),
    differenceMs: fc.oneof(fc.integer({ min: -10_000, max: 10_000 }), fc.integer({ min: -(10 ** 9), max: 10 ** 9 })),
  });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      let monotonicMs = 0;
      let discipline = begin(monotonicMs, noon);
      for (const { passedMs, differenceMs } of events) {
        const before = read(discipline, monotonicMs);
        monotonicMs += passedMs;
        const after = read(discipline, monotonicMs);
        expect(after - before).toBeGreaterThan(0);
        expect(after - before).toBeLessThanOrEqual(passedMs * 1.0005 + 1e-3);

        const corrected = correct(discipline, monotonicMs, after + differenceMs);
        discipline = corrected.discipline;
        const step = read(discipline, monotonicMs) - after;
        expect(step).toBe(differenceMs > stepMs ? differenceMs : 0);
      }
    }),
  );
});

test('believes the quickest answer, as of the middle of its round trip', () => {
  const slow = { askedMs: 0, answeredMs: 100, timeMs: noon };
  const quick = { askedMs: 200, answeredMs: 204, timeMs: noon + 170 };
  expect(surest([slow, quick])).toEqual({ monotonicMs: 202, timeMs: noon + 170 });
});
