import { expect, test } from 'vitest';
import { nextAttemptAt } from './retry-policy.ts';

const now = new Date('2026-03-04T12:00:00Z');
const policy = { maxAttempts: 8, firstDelaySeconds: 60, maxDelaySeconds: 600 };
const delay = (attempt: number, random = 0.5) =>
  (nextAttemptAt(policy, attempt, now, random)!.getTime() - now.getTime()) / 1000;

test('delays double up to the longest, varied by a tenth', () => {
  expect([1, 2, 3, 4, 5, 6].map((attempt) => delay(attempt))).toEqual([60, 120, 240, 480, 600, 600]);
  expect(delay(1, 0)).toBe(54);
  expect(delay(1, 0.999_999)).toBeCloseTo(66, 2);
});

test('ends with the last attempt', () => {
  expect(nextAttemptAt(policy, 8, now, 0.5)).toBeNull();
  for (const attempt of [0, -1, 1.5]) expect(() => nextAttemptAt(policy, attempt, now, 0.5)).toThrow(RangeError);
});
