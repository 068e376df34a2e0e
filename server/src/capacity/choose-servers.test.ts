import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Capacity,
  nextOpportunity,
  nextOpportunityWithin,
  type ServerCapacity,
  type ServerMeter,
} from './capacity.ts';
import { chooseServers } from './choose-servers.ts';
import type { Meter } from './meter.ts';
import { intersection, sendWindowOf } from './send-window.ts';
import { countedAt, emptyWindow } from './sliding-window.ts';

const now = Temporal.Instant.from('2026-11-24T10:00:00Z').epochMilliseconds;
const any = { serverUuid: null };

function server(uuid: string, overrides: Partial<ServerCapacity> = {}): ServerCapacity {
  return {
    uuid,
    meters: [],
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
  limit: { kind: 'sliding', max, periodMs, counts: 'seen' },
  window: countedAt(emptyWindow(periodMs), now, used),
  lagMs: 0,
});
const byDay = (max: number, usedToday: number): ServerMeter => ({ name: 'daily limit', meter: daily(max, usedToday) });
const perMinute = (max: number, used: number): ServerMeter => ({ name: 'sliding window', meter: sliding(max, used) });
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
    server('1', { meters: [byDay(1000, 800)] }),
    server('2', { meters: [byDay(1000, 500)] }),
    server('3', { meters: [byDay(1000, 900)] }),
  ];
  expect(chosenFrom(capacity(servers), 1)).toEqual(['2']);
});

test('a batch evens out what is left, and falls through when the best server is full', () => {
  const servers = [server('a', { meters: [byDay(10, 0), perMinute(2, 0)] }), server('b', { meters: [byDay(5, 0)] })];
  expect(chosenFrom(capacity(servers), 9)).toEqual(['a', 'a', 'b', 'b', 'b', 'b', 'b']);
});

test('a server that is to be avoided takes a message only if no other can', () => {
  const avoiding = { serverUuid: null, avoidServerUuid: 'a' };
  const both = capacity([server('a', { meters: [byDay(9, 0)] }), server('b', { meters: [byDay(2, 0)] })]);
  const chosen = chooseServers(both, [avoiding, any, avoiding, avoiding], now);
  expect(chosen.map(({ serverUuid }) => serverUuid)).toEqual(['b', 'a', 'b', 'a']);
  const pinned = chooseServers(both, [{ serverUuid: 'a', avoidServerUuid: 'a' }], now);
  expect(pinned.map(({ serverUuid }) => serverUuid)).toEqual(['a']);
});

test('a server without a daily limit neither takes all mail nor is starved', () => {
  const servers = [server('free'), server('one', { meters: [byDay(100, 0)] })];
  const chosen = chosenFrom(capacity(servers), 40);
  const share = chosen.filter((uuid) => uuid === 'free').length / 40;
  expect(share).toBeGreaterThanOrEqual(0.5);
  expect(share).toBeLessThan(0.9);
});

test('a message for one server only waits for it, and holds up none behind it', () => {
  const servers = [server('a', { meters: [byDay(10, 10)] }), server('b')];
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

test('all limits of a server apply together, and the tightest of them says when', () => {
  const further = (max: number, used: number, periodMs: number): ServerMeter => ({
    name: 'further limit',
    meter: sliding(max, used, periodMs),
  });
  const busy = server('a', { meters: [perMinute(10, 4), further(16, 14, 60_000), further(1_650, 1_649, 86_400_000)] });
  expect(chosenFrom(capacity([busy]), 5)).toEqual(['a']);
  const full = server('a', { meters: [perMinute(10, 4), further(16, 16, 1_000), further(9, 9, 3_600_000)] });
  const { at, blocker } = nextOpportunity(capacity([full]), [full], now);
  expect(blocker).toEqual({ by: 'sliding window', until: at, periodMs: 3_600_000 });
  expect(at! - now).toBeGreaterThanOrEqual(3_600_000);
});

test('a rolling day is the remaining daily capacity that servers are chosen by', () => {
  const rolling = (max: number, used: number): ServerMeter => ({
    name: 'daily limit',
    meter: sliding(max, used, 86_400_000),
  });
  const servers = [server('a', { meters: [rolling(10, 8)] }), server('b', { meters: [rolling(10, 5)] })];
  expect(chosenFrom(capacity(servers), 4)).toEqual(['b', 'b', 'b', 'b'].slice(0, 3).concat('a'));
});

test('a candidate whose own window is closed is passed over, and one outside the account’s window may go', () => {
  const sendWindow = sendWindowOf('UTC', [{ start: '08:00', end: '10:00' }]);
  const world = capacity([server('a')], { sendWindow });
  const closed = { serverUuid: null, window: sendWindowOf('UTC', [{ start: '11:00', end: '12:00' }]) };
  const always = { serverUuid: 'a', window: null };
  expect(chooseServers(world, [closed, any, always], now)).toEqual([{ candidate: always, serverUuid: 'a' }]);
});

test('tells the campaign’s own window from the account’s: the one that keeps it closed to the last', () => {
  const world = (start: string, end: string) =>
    capacity([server('a')], { sendWindow: sendWindowOf('UTC', [{ start, end }]) });
  const blockerOf = (account: Capacity, ...spans: { start: string; end: string }[]) => {
    const window = intersection(account.sendWindow, sendWindowOf('UTC', spans));
    return nextOpportunityWithin(account, { servers: account.servers, window }, now).blocker;
  };
  const noon = now + 2 * 3_600_000;
  expect(blockerOf(world('08:00', '20:00'), { start: '12:00', end: '13:00' })).toEqual({
    by: 'campaign window',
    until: noon,
  });
  expect(blockerOf(world('12:00', '20:00'), { start: '09:00', end: '13:00' })).toEqual({
    by: 'send window',
    until: noon,
  });
  expect(blockerOf(world('12:00', '20:00'), { start: '06:00', end: '07:00' })).toEqual({
    by: 'campaign window',
    until: null,
  });
  expect(blockerOf(world('08:00', '20:00'), { start: '09:00', end: '13:00' })).toBeNull();
});

const meters = fc.option(
  fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat(14)).map(([max, used]) => daily(max, used)),
    fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat(14)).map(([max, used]) => sliding(max, used)),
  ),
  { nil: null },
);
const serverMeters = fc.tuple(
  fc.option(
    fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat(14)).map(([max, used]) => byDay(max, used)),
    { nil: null },
  ),
  meters,
  fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat(14), fc.constantFrom(1_000, 300_000, 86_400_000)), {
    maxLength: 3,
  }),
);
const servers = fc.uniqueArray(
  fc.record({
    uuid: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    meters: serverMeters.map(([day, window, further]): ServerMeter[] => [
      ...(day ? [day] : []),
      ...(window ? [{ name: 'sliding window' as const, meter: window }] : []),
      ...further.map(([max, used, periodMs]) => ({
        name: 'further limit' as const,
        meter: sliding(max, used, periodMs),
      })),
    ]),
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
    sendWindowOf('UTC', [{ start: '09:00', end: '17:00' }]),
    sendWindowOf('UTC', [{ start: '11:00', end: '10:00' }]),
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
          meters: s.meters.map((m) => ({ ...m, meter: tomorrow(m.meter, later) })),
        })),
        account: world.account.map((a) => ({ ...a, meter: tomorrow(a.meter, later) })),
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

function tomorrow(meter: Meter, later: number): Meter {
  const midnight = Temporal.Instant.from('2026-11-25T00:00:00Z').epochMilliseconds;
  return 'usedToday' in meter && later >= midnight ? { ...meter, usedToday: 0 } : meter;
}
