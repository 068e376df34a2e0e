import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Capacity, nextOpportunity, type ServerCapacity } from './capacity.ts';
import { chooseServers } from './choose-servers.ts';
import type { Meter } from './meter.ts';
import { countedAt, emptyWindow } from './sliding-window.ts';

const now = Temporal.Instant.from('2026-11-24T10:00:00Z').epochMilliseconds;
const any = { serverUuid: null };

function server(uuid: string, overrides: Partial<ServerCapacity> = {}): ServerCapacity {
  return {
    uuid,
    daily: null,
    sliding: null,
    inFlight: 0,
    slots: Infinity,
    lastUsedAt: 0,
    asideUntil: null,
    probing: false,
    slowedIntervalMs: null,
    ...overrides,
  };
}
const daily = (max: number, usedToday: number): Meter => ({ limit: { kind: 'day', max }, usedToday, timeZone: 'UTC' });
const sliding = (max: number, used: number, periodMs = 60_000): Meter => ({
  limit: { kind: 'sliding', max, periodMs },
  window: countedAt(emptyWindow(periodMs), now, used),
  lagMs: 0,
});
const capacity = (servers: ServerCapacity[], more: Partial<Capacity> = {}): Capacity => ({
  sendWindow: null,
  account: [],
  servers,
  inFlightElsewhere: 0,
  ...more,
});
const chosenFrom = (world: Capacity, count: number) =>
  chooseServers(world, new Array(count).fill(any), now).map(({ serverUuid }) => serverUuid);

test('the server with most of its day left takes the mail (the example of the guide)', () => {
  const servers = [
    server('1', { daily: daily(1000, 800) }),
    server('2', { daily: daily(1000, 500) }),
    server('3', { daily: daily(1000, 900) }),
  ];
  expect(chosenFrom(capacity(servers), 1)).toEqual(['2']);
});

test('a batch evens out what is left, and falls through when the best server is full', () => {
  const servers = [server('a', { daily: daily(10, 0), sliding: sliding(2, 0) }), server('b', { daily: daily(5, 0) })];
  expect(chosenFrom(capacity(servers), 9)).toEqual(['a', 'a', 'b', 'b', 'b', 'b', 'b']);
});

test('a server that is to be avoided takes a message only if no other can', () => {
  const avoiding = { serverUuid: null, avoidServerUuid: 'a' };
  const both = capacity([server('a', { daily: daily(9, 0) }), server('b', { daily: daily(2, 0) })]);
  const chosen = chooseServers(both, [avoiding, any, avoiding, avoiding], now);
  expect(chosen.map(({ serverUuid }) => serverUuid)).toEqual(['b', 'a', 'b', 'a']);
  const pinned = chooseServers(both, [{ serverUuid: 'a', avoidServerUuid: 'a' }], now);
  expect(pinned.map(({ serverUuid }) => serverUuid)).toEqual(['a']);
});

test('a server without a daily limit neither takes all mail nor is starved', () => {
  const servers = [server('free'), server('one', { daily: daily(100, 0) })];
  const chosen = chosenFrom(capacity(servers), 40);
  const share = chosen.filter((uuid) => uuid === 'free').length / 40;
  expect(share).toBeGreaterThanOrEqual(0.5);
  expect(share).toBeLessThan(0.9);
});

test('a message for one server only waits for it, and holds up none behind it', () => {
  const servers = [server('a', { daily: daily(10, 10) }), server('b')];
  const chosen = chooseServers(capacity(servers), [{ serverUuid: 'a' }, any, { serverUuid: 'b' }], now);
  expect(chosen).toEqual([
    { candidate: any, serverUuid: 'b' },
    { candidate: { serverUuid: 'b' }, serverUuid: 'b' },
  ]);
});

test('a server that is set aside takes nothing; one that is probed takes one', () => {
  const aside = server('a', { asideUntil: now + 1 });
  expect(chosenFrom(capacity([aside]), 3)).toEqual([]);
  expect(chosenFrom(capacity([server('a', { asideUntil: now, probing: true })]), 3)).toEqual(['a']);
});

test('a slowed server takes one message an interval after its last, and none while one is under way', () => {
  const slowed = server('a', { slowedIntervalMs: 5_000, lastUsedAt: now - 4_999 });
  expect(chosenFrom(capacity([slowed]), 3)).toEqual([]);
  expect(nextOpportunity(capacity([slowed]), [slowed], now)).toEqual({
    at: now + 1,
    blocker: { by: 'slowed', until: now + 1 },
  });
  expect(chosenFrom(capacity([{ ...slowed, lastUsedAt: now - 5_000 }]), 3)).toEqual(['a']);

  const busy = { ...slowed, lastUsedAt: 0, inFlight: 1 };
  expect(chosenFrom(capacity([busy]), 3)).toEqual([]);
  expect(nextOpportunity(capacity([busy]), [busy], now)).toEqual({ at: null, blocker: { by: 'slowed', until: null } });
});

test('the limits of the account hold over all servers, each of them', () => {
  const account = [
    { name: 'account minute', meter: sliding(5, 1) },
    { name: 'account hour', meter: sliding(100, 98, 3_600_000) },
  ] as const;
  expect(chosenFrom(capacity([server('a'), server('b')], { account }), 10)).toHaveLength(2);
});

const meters = fc.option(
  fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat(14)).map(([max, used]) => daily(max, used)),
    fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat(14)).map(([max, used]) => sliding(max, used)),
  ),
  { nil: null },
);
const servers = fc.uniqueArray(
  fc.record({
    uuid: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    daily: fc.option(
      fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat(14)).map(([max, used]) => daily(max, used)),
      { nil: null },
    ),
    sliding: meters,
    inFlight: fc.nat(6),
    slots: fc.oneof(fc.nat(8), fc.constant(Infinity)),
    lastUsedAt: fc.oneof(fc.nat(3), fc.integer({ min: now - 70_000, max: now })),
    asideUntil: fc.option(fc.integer({ min: now - 5, max: now + 90_000 }), { nil: null }),
    probing: fc.boolean(),
    slowedIntervalMs: fc.option(fc.integer({ min: 1, max: 60_000 }), { nil: null }),
  }),
  { selector: ({ uuid }) => uuid, minLength: 1 },
);
const worlds = fc.record({
  servers,
  inFlightElsewhere: fc.nat(2),
  account: fc.array(
    meters.filter((meter) => meter !== null).map((meter) => ({ name: 'account day' as const, meter })),
    { maxLength: 2 },
  ),
  sendWindow: fc.constantFrom(
    null,
    { start: '09:00', end: '17:00', timeZone: 'UTC' },
    { start: '11:00', end: '10:00', timeZone: 'UTC' },
  ),
});

test('choosing for a batch gives the same servers as choosing one by one', () => {
  fc.assert(
    fc.property(worlds, fc.integer({ min: 1, max: 20 }), (world, count) => {
      const oneByOne: string[] = [];
      let current: Capacity = world;
      for (let i = 0; i < count; i++) {
        const [choice] = chooseServers(current, [any], now);
        if (!choice) break;
        oneByOne.push(choice.serverUuid);
        current = {
          ...current,
          servers: current.servers.map((s) =>
            s.uuid === choice.serverUuid
              ? { ...s, inFlight: s.inFlight + 1, slots: s.slots - 1, lastUsedAt: now + i + 1 }
              : s,
          ),
        };
      }
      expect(chooseServers(world, new Array(count).fill(any), now).map((c) => c.serverUuid)).toEqual(oneByOne);
    }),
    { numRuns: 1_000 },
  );
});

test('the next opportunity is the first instant at which a message is chosen', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const { at, blocker } = nextOpportunity(world, world.servers, now);
      if (at === null) {
        expect(chooseServers(world, [any], now)).toEqual([]);
        return;
      }
      // What was counted yesterday is not counted after midnight; these days are emptied as the calendar would.
      const until = (later: number): Capacity => ({
        ...world,
        servers: world.servers.map((s) => ({
          ...s,
          daily: tomorrow(s.daily, later),
          sliding: tomorrow(s.sliding, later),
        })),
        account: world.account.map((a) => ({ ...a, meter: tomorrow(a.meter, later)! })),
      });
      expect(chooseServers(until(at), [any], at)).toHaveLength(1);
      if (at > now) {
        expect(blocker).not.toBeNull();
        expect(chooseServers(until(at - 1), [any], at - 1)).toEqual([]);
      }
    }),
    { numRuns: 1_000 },
  );
});

function tomorrow(meter: Meter | null, later: number): Meter | null {
  const midnight = Temporal.Instant.from('2026-11-25T00:00:00Z').epochMilliseconds;
  return meter && 'usedToday' in meter && later >= midnight ? { ...meter, usedToday: 0 } : meter;
}
