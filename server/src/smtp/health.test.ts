import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterFault,
  afterSuccess,
  type HealthFault,
  healthy,
  isAside,
  type ServerHealth,
  stateOf,
  suspectsMessage,
} from './health.ts';
import type { Outcome, ServerFault } from './outcome.ts';

const start = new Date('2026-03-01T12:00:00Z');
const refused: ServerFault = { kind: 'unreachable', reason: 'connect ECONNREFUSED', retryAfterMs: null };
const middle = 0.5; // of the jitter: none
const dayEndsAt = new Date('2026-03-02T00:00:00Z');
const at = (now: Date, random = middle) => ({ now, dayEndsAt, random });
const later = (now: Date, ms: number) => new Date(now.getTime() + ms);
const throttled = (retryAfterMs: number | null): HealthFault => ({
  kind: 'throttled',
  reason: '421 slow',
  retryAfterMs,
});

/** The seconds for which a server is set aside by each of `count` faults, each met by the probe before it. */
function delaysOf(count: number, random: number): number[] {
  let health: ServerHealth = healthy;
  let now = start;
  return Array.from({ length: count }, () => {
    health = afterFault(health, refused, at(now, random));
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

test('is parked until the very instant, then probed, and healthy after a success', () => {
  const health = afterFault(healthy, refused, at(start));
  const until = health.asideUntil as Date;
  const before = new Date(until.getTime() - 1);

  expect(stateOf(healthy, start)).toBe('healthy');
  expect([isAside(health, before), stateOf(health, before)]).toEqual([true, 'parked']);
  expect([isAside(health, until), stateOf(health, until)]).toEqual([false, 'probing']);
  expect(afterSuccess(health, until)).toEqual(healthy);
});

test('messages that were under way when it was set aside neither double its time nor end it', () => {
  const health = afterFault(healthy, refused, at(start));
  const soon = new Date(start.getTime() + 100);
  expect(afterFault(health, refused, at(soon))).toEqual(health);
  expect(afterSuccess(health, soon)).toEqual(health);

  const longer = afterFault(health, throttled(60_000), at(soon));
  expect(longer).toMatchObject({ failures: 1, asideUntil: later(soon, 60_000), reason: '421 slow' });
});

test.each<[ServerFault['kind'], number | null, number]>([
  ['throttled', 60_000, 60_000],
  ['throttled', 1_000, 5_000],
  ['throttled', null, 5_000],
  ['quota', null, 3_600_000],
  ['quota', 60_000, 60_000],
  ['misconfigured', 60_000, 60_000],
])('%s with retryAfterMs %s: aside for %s ms', (kind, retryAfterMs, delayMs) => {
  const { asideUntil } = afterFault(healthy, { kind, reason: '', retryAfterMs }, at(start));
  expect((asideUntil as Date).getTime() - start.getTime()).toBe(delayMs);
});

test.for<[string, string]>([
  ['452 4.5.3 Daily quota of 500 exceeded', '2026-03-02T00:00:00Z'],
  ['550 5.4.5 Over the sending limit per 24 hours', '2026-03-02T00:00:00Z'],
  ['452 Monthly allowance reached', '2026-03-02T00:00:00Z'],
  ['452 Hourly quota reached, not the daily one', '2026-03-01T13:00:00Z'],
  ['452 Quota reached', '2026-03-01T13:00:00Z'],
])('the quota of %s is free again at %s', ([reason, end]) => {
  const quota: HealthFault = { kind: 'quota', reason, retryAfterMs: null };
  expect(afterFault(healthy, quota, at(start)).asideUntil).toEqual(new Date(end));
});

test('a quota of the day that is not free at midnight is tried every hour: the server has its midnight elsewhere', () => {
  const quota: HealthFault = { kind: 'quota', reason: '452 Daily quota exceeded', retryAfterMs: null };
  const first = afterFault(healthy, quota, at(start));
  const stray = afterFault(first, quota, at(later(start, 50)));
  expect(stray.asideUntil).toEqual(dayEndsAt);
  const probe = { now: dayEndsAt, dayEndsAt: new Date('2026-03-03T00:00:00Z'), random: middle };
  expect(afterFault(stray, quota, probe).asideUntil).toEqual(later(dayEndsAt, 3_600_000));
});

describe('throttling', () => {
  /** A server that each probe, or each first message after it was slowed, is throttled. */
  function throttledTimes(count: number): ServerHealth {
    let health: ServerHealth = healthy;
    for (let i = 0; i < count; i++) {
      const now = health.asideUntil ?? start;
      health = afterFault(health, throttled(null), at(now));
    }
    return health;
  }

  test('leaves the server slowed: the interval doubles with each reply, up to a minute', () => {
    const intervals = [1, 2, 3, 4, 5, 6].map((count) => throttledTimes(count).slowedIntervalMs);
    expect(intervals).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  test('parks, is probed, and then slowed, with the reply', () => {
    const health = afterFault(healthy, throttled(60_000), at(start));
    const until = later(start, 60_000);
    expect([stateOf(health, start), stateOf(health, until)]).toEqual(['parked', 'probing']);
    const back = afterSuccess(health, until);
    expect(stateOf(back, until)).toBe('slowed');
    expect(back).toEqual({
      failures: 0,
      asideUntil: null,
      reason: '421 slow',
      slowedIntervalMs: 5_000,
      slowedAt: until,
    });
  });

  test('messages refused together slow a server once, and from the end of the longest park on', () => {
    const first = afterFault(healthy, throttled(null), at(start));
    const second = afterFault(first, throttled(60_000), at(later(start, 10)));
    expect(second.slowedIntervalMs).toBe(5_000);
    expect(second.slowedAt).toEqual(later(start, 60_010));
  });

  test('is forgotten step by step: each interval holds for ten of its length, and below a second there is none', () => {
    const until = throttledTimes(2).asideUntil as Date;
    let health = throttledTimes(2);
    const intervalAfter = (seconds: number) => {
      health = afterSuccess(health, later(until, seconds * 1000));
      return health.slowedIntervalMs;
    };
    expect([0, 99.999, 100, 149.999, 150, 175, 187.5].map(intervalAfter)).toEqual([
      10_000,
      10_000,
      5_000,
      5_000,
      2_500,
      1_250,
      null,
    ]);
    expect(health).toEqual(healthy);
    expect(afterSuccess(throttledTimes(6), later(until, 86_400_000))).toEqual(healthy);
  });

  test('other faults of a slowed server keep its interval', () => {
    const back = afterSuccess(throttledTimes(1), later(start, 5_000));
    const broken = afterFault(back, refused, at(later(start, 6_000)));
    expect(broken).toMatchObject({ failures: 1, slowedIntervalMs: 5_000 });
  });
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
        health = afterFault(health, next, at(now, random));
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
