import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Capacity, ServerCapacity, ServerMeter } from './capacity.ts';
import { chooseCounts } from './choose-counts.ts';
import { chooseServers } from './choose-servers.ts';
import type { Meter } from './meter.ts';
import { sendWindowOf } from './send-window.ts';
import { countedAt, emptyWindow } from './sliding-window.ts';

const now = Temporal.Instant.from('2026-11-24T10:00:00Z').epochMilliseconds;

const idle: Omit<ServerCapacity, 'uuid'> = {
  meters: [],
  inFlight: 0,
  slots: Infinity,
  lastUsedAt: 0,
  asideUntil: null,
  probing: false,
  slowedIntervalMs: null,
};

const daily = (max: number): fc.Arbitrary<Meter> =>
  fc.nat(max + 2).map((usedToday) => ({ limit: { kind: 'day', max }, usedToday, timeZone: 'UTC' }));
const sliding = (max: number): fc.Arbitrary<Meter> =>
  fc.nat(max + 2).map((used) => ({
    limit: { kind: 'sliding', max, periodMs: 60_000, counts: 'seen' },
    window: countedAt(emptyWindow(60_000), now, used),
    lagMs: 0,
  }));
const metersOf = (daily: Meter | null, sliding: Meter | null): ServerMeter[] => [
  ...(daily ? [{ name: 'daily limit' as const, meter: daily }] : []),
  ...(sliding ? [{ name: 'sliding window' as const, meter: sliding }] : []),
];
const orNone = (most: number, of: (max: number) => fc.Arbitrary<Meter>) =>
  fc.option(fc.integer({ min: 1, max: most }).chain(of), { nil: null });

const servers = (isLimited: boolean | null) =>
  fc.uniqueArray(
    fc
      .record({
        uuid: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
        daily:
          isLimited === null
            ? orNone(40, daily)
            : isLimited
              ? fc.integer({ min: 1, max: 40 }).chain(daily)
              : fc.constant(null),
        sliding: orNone(30, sliding),
        inFlight: fc.oneof(fc.nat(6), fc.constant(0)),
        slots: fc.oneof(fc.nat(30), fc.constant(Infinity)),
        lastUsedAt: fc.nat(3),
        asideUntil: fc.option(fc.constant(now + 5), { nil: null, freq: 8 }),
        probing: fc.boolean(),
        slowedIntervalMs: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null, freq: 5 }),
      })
      .map(({ daily, sliding, ...server }) => ({ ...server, meters: metersOf(daily, sliding) })),
    { selector: ({ uuid }) => uuid, minLength: 1 },
  );
const worlds: fc.Arbitrary<Capacity> = fc.record({
  servers: fc
    .oneof(servers(null), servers(true), servers(false))
    .map((all) => all.map((server, i) => ({ ...server, probing: server.probing && i === 0 }))),
  inFlightElsewhere: fc.nat(2),
  account: fc.array(
    fc
      .integer({ min: 1, max: 150 })
      .chain((max) => fc.oneof(daily(max), sliding(max)))
      .map((meter) => ({
        name: 'account day' as const,
        meter,
      })),
    { maxLength: 2 },
  ),
  sendWindow: fc.constant(null),
});
const kinds = fc.array(
  fc
    .record({
      serverUuid: fc.constantFrom(null, null, 'a', 'b', 'gone'),
      isDirect: fc.boolean(),
      count: fc.nat(150),
    })
    .map((kind) => ({ ...kind, isDirect: kind.isDirect && kind.serverUuid !== null })),
  {
    minLength: 1,
    maxLength: 4,
  },
);

test('counting is choosing one by one', () => {
  fc.assert(
    fc.property(worlds, kinds, (world, all) => {
      const candidates = all.flatMap(({ serverUuid, isDirect, count }, kind) =>
        Array.from({ length: count }, () => ({ serverUuid, isDirect, kind })),
      );
      const chosen = chooseServers(world, candidates, now);
      const oneByOne = all.map((_, kind) => {
        const of = chosen.filter(({ candidate }) => candidate.kind === kind).map(({ serverUuid }) => serverUuid);
        return Object.fromEntries([...Map.groupBy(of, (uuid) => uuid)].map(([uuid, { length }]) => [uuid, length]));
      });
      expect(chooseCounts(world, all, now).map((counts) => Object.fromEntries(counts))).toEqual(oneByOne);
    }),
    { numRuns: 3_000 },
  );
});

test('also where servers with and without a daily limit are mixed, and differ by what is in flight', () => {
  const one = fc.record({
    daily: fc.option(fc.integer({ min: 10, max: 60 }), { nil: null }),
    inFlight: fc.oneof(fc.nat(9), fc.nat(50)),
  });
  fc.assert(
    fc.property(fc.array(one, { minLength: 2, maxLength: 5 }), fc.nat(150), (all, count) => {
      const servers = all.map(({ daily, inFlight }, i) => ({
        ...{ ...idle, uuid: `s${i}`, inFlight, slots: i === 0 ? 20 : 40 },
        meters: metersOf(
          daily === null ? null : { limit: { kind: 'day', max: daily }, usedToday: 0, timeZone: 'UTC' },
          null,
        ),
      }));
      const world: Capacity = { sendWindow: null, account: [], servers, inFlightElsewhere: 0 };
      const chosen = chooseServers(world, new Array(count).fill({ serverUuid: null }), now);
      const oneByOne = Map.groupBy(chosen, ({ serverUuid }) => serverUuid);
      const [counted] = chooseCounts(world, [{ serverUuid: null, count }], now);
      expect(Object.fromEntries(counted!)).toEqual(
        Object.fromEntries([...oneByOne].map(([uuid, { length }]) => [uuid, length])),
      );
    }),
    { numRuns: 1_000 },
  );
});

test('a billion messages are no more work than a few', () => {
  const day = (max: number) => metersOf({ limit: { kind: 'day', max }, usedToday: 0, timeZone: 'UTC' }, null);
  const servers: ServerCapacity[] = [
    { ...idle, uuid: 'a', meters: day(300_000_000) },
    { ...idle, uuid: 'b', meters: day(800_000_000), slots: 700_000_000 },
    { ...idle, uuid: 'c', inFlight: 500_000_000 },
    { ...idle, uuid: 'd' },
  ];
  const world: Capacity = { sendWindow: null, account: [], servers, inFlightElsewhere: 0 };
  const kinds = [
    { serverUuid: 'd', count: 1_000_000_000 },
    { serverUuid: null, count: 4_000_000_000 },
  ];
  const [named, any] = chooseCounts(world, kinds, now);
  expect(named).toEqual(new Map([['d', 1_000_000_000]]));
  expect(Object.fromEntries(any!)).toMatchObject({ a: 300_000_000, b: 700_000_000 });
  expect(any!.values().reduce((sum, count) => sum + count, 0)).toBe(4_000_000_000);
});

test('nothing goes while the window is closed', () => {
  const closed: Capacity = {
    sendWindow: sendWindowOf('UTC', [{ start: '11:00', end: '10:00' }]),
    account: [],
    servers: [{ ...idle, uuid: 'a' }],
    inFlightElsewhere: 0,
  };
  expect(chooseCounts(closed, [{ serverUuid: null, count: 5 }], now)).toEqual([new Map()]);
});
