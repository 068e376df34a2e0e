import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ServerCapacity, ServerMeter } from '../capacity/capacity.ts';
import { sendWindowOf } from '../capacity/send-window.ts';
import { emptyWindow } from '../capacity/sliding-window.ts';
import { planOf } from './plan.ts';
import { planSentence } from './plan-sentence.ts';
import type { PlannedCampaign, PlanWorld } from './plan-world.ts';

const timeZone = 'America/New_York';
const now = Temporal.Instant.from('2026-10-30T15:00:00Z').epochMilliseconds; // two days before the clocks change
const windows = [
  null,
  { timeZone, open: [] },
  sendWindowOf(timeZone, [{ start: '09:00', end: '17:00', days: ['mon', 'tue', 'wed'] }]),
  sendWindowOf(timeZone, [{ start: '01:30', end: '01:31' }]),
];
const limit = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 1_000_000_000 }));
const meter: fc.Arbitrary<ServerMeter> = fc.oneof(
  limit.map((max) => ({
    name: 'daily limit' as const,
    meter: { limit: { kind: 'day' as const, max }, usedToday: 0, timeZone },
  })),
  fc.tuple(limit, fc.integer({ min: 1_000, max: 31 * 86_400_000 })).map(([max, periodMs]) => ({
    name: 'sliding window' as const,
    meter: {
      limit: { kind: 'sliding' as const, max, periodMs, counts: 'seen' as const },
      window: emptyWindow(periodMs),
      lagMs: 0,
    },
  })),
);
const server: fc.Arbitrary<ServerCapacity> = fc.record({
  uuid: fc.constantFrom('a', 'b', 'c'),
  meters: fc.array(meter, { maxLength: 3 }),
  inFlight: fc.nat(3),
  slots: fc.constant(Infinity),
  lastUsedAt: fc.constant(0),
  asideUntil: fc.option(fc.integer({ min: now - 5, max: now + 500 * 86_400_000 }), { nil: null }),
  probing: fc.boolean(),
  slowedIntervalMs: fc.option(fc.integer({ min: 1, max: 60_000 }), { nil: null }),
});
const campaign: fc.Arbitrary<PlannedCampaign> = fc
  .record({
    id: fc.integer({ min: 1, max: 5 }),
    name: fc.constant('A campaign'),
    serverUuid: fc.constantFrom(null, 'a', 'gone'),
    window: fc.constantFrom(...windows),
    rank: fc.integer({ min: -1, max: 1 }),
    weight: fc.integer({ min: 1, max: 3 }),
    isDirect: fc.boolean(),
    rows: fc.array(
      fc.record({
        dueAt: fc.integer({ min: now - 5, max: now + 400 * 86_400_000 }),
        count: fc.nat(20_000),
        attempts: fc.nat(9),
      }),
      { maxLength: 3 },
    ),
    deferredShare: fc.constantFrom(0, 0.01, 0.9),
    isSpread: fc.boolean(),
    deadline: fc.option(fc.integer({ min: now - 5, max: now + 40 * 86_400_000 }), { nil: null }),
    latest: fc.option(fc.record({ at: fc.integer({ min: now - 9_000_000, max: now }), count: fc.constant(3) }), {
      nil: null,
    }),
  })
  .map(({ isSpread, deadline, ...one }) => ({
    ...one,
    isDirect: one.isDirect && one.serverUuid !== null,
    pace: isSpread ? { window: one.window, timeZone, deadline } : null,
  }));
const worlds: fc.Arbitrary<PlanWorld> = fc.record({
  now: fc.constant(now),
  timeZone: fc.constant(timeZone),
  capacity: fc.record({
    sendWindow: fc.constantFrom(...windows),
    account: fc.array(
      meter.map(({ meter }) => ({ name: 'account day' as const, meter })),
      { maxLength: 2 },
    ),
    servers: fc.uniqueArray(server, { selector: ({ uuid }) => uuid }),
    inFlightElsewhere: fc.constant(0),
  }),
  speeds: fc.constantFrom(
    new Map(),
    new Map([['a', 0.001]]),
    new Map([
      ['a', 500],
      ['b', 0.3],
    ]),
  ),
  campaigns: fc.uniqueArray(campaign, { selector: ({ id }) => id, minLength: 1, maxLength: 3 }),
  sharing: fc.constantFrom('oldest', 'fair'),
  retry: fc.record({
    maxAttempts: fc.integer({ min: 1, max: 12 }),
    firstDelaySeconds: fc.constantFrom(1, 60),
    maxDelaySeconds: fc.constantFrom(60, 604_800),
    maxAgeSeconds: fc.constantFrom(60, 2_678_400),
  }),
});

test('whatever the world: a plan that is a plan, in time, in words', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const { id } = world.campaigns[0]!;
      const plan = planOf(world, id);
      const total = world.campaigns[0]!.rows.reduce((sum, { count }) => sum + count, 0);
      const sent = plan.days.reduce((sum, day) => sum + day.sent, 0);
      expect(plan.remaining).toBe(total);
      expect((plan.finishAt === null) !== (plan.never === null)).toBe(true);
      expect(sent).toBeLessThanOrEqual(total);
      expect(plan.stretches.reduce((sum, stretch) => sum + stretch.sent, 0)).toBe(sent);
      if (plan.finishAt !== null && world.campaigns[0]!.deferredShare === 0) expect(sent).toBe(total);
      if (plan.finishAt !== null) expect(plan.finishAt).toBeGreaterThanOrEqual(now);
      for (const { sent, servers } of plan.days) {
        expect(servers.every((server) => Number.isSafeInteger(server.sent) && server.sent >= 0)).toBe(true);
        expect(servers.reduce((sum, server) => sum + server.sent, 0)).toBe(sent);
      }
      for (const [i, { from, to }] of plan.stretches.entries()) {
        expect(to).toBeGreaterThanOrEqual(from);
        if (i > 0) expect(from).toBe(plan.stretches[i - 1]!.to);
      }
      expect(planSentence(plan, { nameOf: (uuid) => uuid, condition: null })).not.toMatch(
        /NaN|Infinity|undefined|null/,
      );
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('days that are alike are right to 1 %: sliding limits over two weeks, with and without daily limits', () => {
  const two = fc.record({
    servers: fc.array(
      fc.record({
        max: fc.integer({ min: 1, max: 3 }),
        periodMs: fc.integer({ min: 100_000, max: 300_000 }),
        daily: fc.option(fc.integer({ min: 100, max: 400 }), { nil: null }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    days: fc.integer({ min: 8, max: 14 }),
  });
  fc.assert(
    fc.property(two, ({ servers, days }) => {
      const window = sendWindowOf(timeZone, [{ start: '09:00', end: '19:00' }]);
      const start = Temporal.ZonedDateTime.from(`2026-11-10T12:00[${timeZone}]`).epochMilliseconds;
      const world = (count: number, asideUntil: number | null): PlanWorld => ({
        now: start,
        timeZone,
        capacity: {
          sendWindow: window,
          account: [],
          servers: servers.map(({ max, periodMs, daily }, i) => ({
            ...{ uuid: `s${i}`, inFlight: 0, slots: Infinity, lastUsedAt: 0, probing: false, slowedIntervalMs: null },
            asideUntil: i === 0 ? null : asideUntil,
            meters: [
              {
                name: 'sliding window' as const,
                meter: {
                  limit: { kind: 'sliding' as const, max, periodMs, counts: 'seen' as const },
                  window: emptyWindow(periodMs),
                  lagMs: 0,
                },
              },
              ...(daily
                ? [
                    {
                      name: 'daily limit' as const,
                      meter: { limit: { kind: 'day' as const, max: daily }, usedToday: 0, timeZone },
                    },
                  ]
                : []),
            ],
          })),
          inFlightElsewhere: 0,
        },
        speeds: new Map(),
        campaigns: [
          {
            ...{
              id: 1,
              name: '',
              serverUuid: null,
              window,
              isDirect: false,
              rank: 0,
              weight: 1,
              deferredShare: 0,
              pace: null,
              latest: null,
            },
            rows: [{ dueAt: start, count, attempts: 0 }],
          },
          // A campaign that comes each day makes no two days alike, and takes nothing: the plan runs each in full.
          ...(asideUntil === -1
            ? [
                {
                  ...{
                    id: 2,
                    name: '',
                    serverUuid: null,
                    window,
                    isDirect: false,
                    rank: -1,
                    weight: 1,
                    pace: null,
                    latest: null,
                    deferredShare: 0,
                  },
                  rows: daysOf(start, 30),
                },
              ]
            : []),
        ],
        sharing: 'oldest',
        retry: { maxAttempts: 3, firstDelaySeconds: 60, maxDelaySeconds: 60, maxAgeSeconds: 60 },
      });
      const perDay = planOf(world(1_000_000, null), 1).capacityPerDay!;
      const count = perDay * days;
      const leapt = planOf(world(count, null), 1).finishAt!;
      const inFull = planOf(world(count, -1), 1).finishAt!;
      expect(Math.abs(leapt - inFull)).toBeLessThanOrEqual((inFull - start) / 100);
    }),
    { numRuns: 40 },
  );
}, 60_000);

function daysOf(start: number, days: number) {
  return Array.from({ length: days }, (_, i) => ({ dueAt: start + (i + 1) * 86_400_000, count: 1, attempts: 0 }));
}
