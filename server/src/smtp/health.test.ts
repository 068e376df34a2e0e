import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterFault, afterSuccess, allowance, healthy, isAside, type ServerHealth, suspectsMessage } from './health.ts';
import type { Outcome, ServerFault } from './outcome.ts';

const start = new Date('2026-03-01T12:00:00Z');
const refused: ServerFault = { kind: 'unreachable', reason: 'connect ECONNREFUSED', retryAfterMs: null };
const middle = 0.5; // of the jitter: none

/** The seconds for which a server is set aside by each of `count` faults, each met by the probe before it. */
function delaysOf(count: number, random: number): number[] {
  let health: ServerHealth = healthy;
  let now = start;
  return Array.from({ length: count }, () => {
    health = afterFault(health, refused, now, random);
    const seconds = ((health.asideUntil as Date).getTime() - now.getTime()) / 1000;
    now = health.asideUntil as Date;
    return seconds;
  });
}

test('is set aside for 5 seconds, doubling to 15 minutes', () => {
  expect(delaysOf(10, middle)).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
  expect(delaysOf(1, 0)).toEqual([4.5]);
  expect(delaysOf(2_000, 0.999).at(-1)).toBeLessThan(990);
});

test('allows any number when healthy, none when aside, one when probing', () => {
  const health = afterFault(healthy, refused, start, middle);
  const until = health.asideUntil as Date;
  const before = new Date(until.getTime() - 1);

  expect(allowance(healthy, start)).toBe(Number.POSITIVE_INFINITY);
  expect([isAside(health, before), allowance(health, before)]).toEqual([true, 0]);
  expect([isAside(health, until), allowance(health, until)]).toEqual([false, 1]);
  expect(afterSuccess(health, until)).toEqual(healthy);
});

test('messages that were under way when it was set aside neither double its time nor end it', () => {
  const health = afterFault(healthy, refused, start, middle);
  const soon = new Date(start.getTime() + 100);
  expect(afterFault(health, refused, soon, middle)).toEqual(health);
  expect(afterSuccess(health, soon)).toEqual(health);

  const throttled = afterFault(health, { kind: 'throttled', reason: 'slow', retryAfterMs: 60_000 }, soon, middle);
  expect(throttled).toEqual({ failures: 1, asideUntil: new Date(soon.getTime() + 60_000), reason: 'slow' });
});

test.each<[ServerFault['kind'], number | null, number]>([
  ['throttled', 60_000, 60_000],
  ['throttled', 1_000, 5_000],
  ['throttled', null, 5_000],
  ['quota', null, 3_600_000],
  ['quota', 60_000, 60_000],
  ['misconfigured', 60_000, 5_000],
])('%s with retryAfterMs %s: aside for %s ms', (kind, retryAfterMs, delayMs) => {
  const { asideUntil } = afterFault(healthy, { kind, reason: '', retryAfterMs }, start, middle);
  expect((asideUntil as Date).getTime() - start.getTime()).toBe(delayMs);
});

test('a fault never shortens the time aside', () => {
  const fault = fc.record({
    kind: fc.constantFrom<ServerFault['kind']>('unreachable', 'throttled', 'quota'),
    reason: fc.string(),
    retryAfterMs: fc.option(fc.integer({ min: 0, max: 10 ** 8 })),
  });
  const steps = fc.array(
    fc.tuple(fault, fc.integer({ min: 0, max: 10 ** 7 }), fc.double({ min: 0, max: 0.999, noNaN: true })),
  );
  fc.assert(
    fc.property(steps, (faults) => {
      let health: ServerHealth = healthy;
      let now = start;
      for (const [next, passedMs, random] of faults) {
        now = new Date(now.getTime() + passedMs);
        const before = health.asideUntil?.getTime() ?? 0;
        health = afterFault(health, next, now, random);
        expect((health.asideUntil as Date).getTime()).toBeGreaterThanOrEqual(before);
        expect(isAside(health, now)).toBe(true);
      }
    }),
  );
});

test('a fault is suspected to be the message’s when a fit server was shown it, and it is not about how much is sent', () => {
  const refusal = (fault: Partial<ServerFault>, seen = true): Outcome => ({
    kind: 'unsent',
    reason: '',
    fault: { kind: 'misconfigured', reason: '', retryAfterMs: null, ...fault },
    seen,
  });
  expect(suspectsMessage(healthy, refusal({}))).toBe(true);
  expect(suspectsMessage(healthy, refusal({ kind: 'misconfigured' }))).toBe(true);
  expect(suspectsMessage(healthy, refusal({ kind: 'throttled' }))).toBe(true);
  expect(suspectsMessage({ ...healthy, failures: 1 }, refusal({}))).toBe(false);
  expect(suspectsMessage(healthy, refusal({}, false))).toBe(false);
  expect(suspectsMessage(healthy, refusal({ kind: 'quota' }))).toBe(false);
  expect(suspectsMessage(healthy, refusal({ kind: 'throttled', retryAfterMs: 60_000 }))).toBe(false);
  expect(suspectsMessage(healthy, { kind: 'unsent', reason: 'the window closed', fault: null, seen: true })).toBe(
    false,
  );
});
