import { expect, test } from 'vitest';
import { nextAttemptAt } from './retry-policy.ts';

const now = new Date('2026-03-04T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const policy = { maxAttempts: 8, firstDelaySeconds: 60, maxDelaySeconds: 600, maxAgeSeconds: 7200 };

/** The seconds until the next attempt, or the limit that is reached. */
function delay(attempt: number, { random = 0.5, firstDeferredAt = null as Date | null } = {}) {
  const next = nextAttemptAt(policy, { attempt, firstDeferredAt }, now, random);
  return next instanceof Date ? (next.getTime() - now.getTime()) / 1000 : next;
}

test('delays double up to the longest, varied by a tenth', () => {
  expect([1, 2, 3, 4, 5, 6].map((attempt) => delay(attempt))).toEqual([60, 120, 240, 480, 600, 600]);
  expect(delay(1, { random: 0 })).toBe(54);
  expect(delay(1, { random: 0.999_999 })).toBeCloseTo(66, 2);
});

test('ends with the last attempt', () => {
  expect(delay(8)).toBe('too-often');
  for (const attempt of [0, -1, 1.5]) expect(() => delay(attempt)).toThrow(RangeError);
});

test('ends with age: the last attempt is due at the deadline, and nothing after it', () => {
  expect(delay(5, { firstDeferredAt: ago(6000) })).toBe(600);
  expect(delay(5, { firstDeferredAt: ago(7000) })).toBe(200);
  expect(delay(5, { firstDeferredAt: ago(7199) })).toBe(1);
  expect(delay(2, { firstDeferredAt: ago(7200) })).toBe('too-old');
  expect(delay(2, { firstDeferredAt: ago(99_999) })).toBe('too-old');
});
