import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Capacity, ServerCapacity, ServerMeter } from '../capacity/capacity.ts';
import { type SendWindow, sendWindowOf } from '../capacity/send-window.ts';
import { emptyWindow } from '../capacity/sliding-window.ts';
import { type CapacityCalendar, capacityCalendar } from './capacity-calendar.ts';
import { planOf } from './plan.ts';
import type { PlannedCampaign, PlanWorld } from './plan-world.ts';

const timeZone = 'Europe/Berlin';
const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).epochMilliseconds;
const now = at('2026-11-24T14:00'); // a Tuesday
const dayTime = sendWindowOf(timeZone, [{ start: '08:00', end: '20:00' }]);
const weekdays = sendWindowOf(timeZone, [{ start: '08:00', end: '20:00', days: ['mon', 'tue', 'wed', 'thu', 'fri'] }]);
const daily = (max: number, usedToday = 0): ServerMeter => ({
  name: 'daily limit',
  meter: { limit: { kind: 'day', max }, usedToday, timeZone },
});
const sliding = (max: number, periodMs: number): ServerMeter => ({
  name: 'sliding window',
  meter: { limit: { kind: 'sliding', max, periodMs, counts: 'seen' }, window: emptyWindow(periodMs), lagMs: 0 },
});
const server = (uuid: string, meters: ServerMeter[], asideUntil: number | null = null): ServerCapacity => ({
  ...{ uuid, meters, asideUntil },
  ...{ inFlight: 0, slots: Infinity, lastUsedAt: 0, probing: false, slowedIntervalMs: null },
});
const campaign = (id: number, count: number, more: Partial<PlannedCampaign> = {}): PlannedCampaign => ({
  ...{ id, name: `Campaign ${id}`, serverUuid: null, window: null, isDirect: false, rank: 0, weight: 1 },
  rows: [{ dueAt: now, count, attempts: 0 }],
  ...{ deferredShare: 0, pace: null, latest: null },
  ...more,
});
const worldOf = (
  servers: readonly ServerCapacity[],
  campaigns: readonly PlannedCampaign[] = [],
  { sendWindow = null, account = [] }: { sendWindow?: SendWindow | null; account?: Capacity['account'] } = {},
): PlanWorld => ({
  now,
  timeZone,
  capacity: { sendWindow, account, servers, inFlightElsewhere: 0 },
  speeds: new Map(),
  campaigns: campaigns.map((one) => (one.isDirect ? one : { ...one, window: sendWindow })),
  sharing: 'oldest',
  retry: { maxAttempts: 8, firstDelaySeconds: 60, maxDelaySeconds: 14_400, maxAgeSeconds: 432_000 },
});
const totalsOf = (calendar: CapacityCalendar) =>
  calendar.days.map(({ day, limit, used, reserved, free }) => [day, limit, used, reserved, free]);

test('the days of a campaign over 30 servers: what is used, reserved and free', () => {
  const servers = Array.from({ length: 30 }, (_, i) => server(`s${i}`, [daily(1000, i < 10 ? 1000 : 0)]));
  const usedToday = new Map(servers.slice(0, 10).map(({ uuid }) => [uuid, 1000]));
  const calendar = capacityCalendar(worldOf(servers, [campaign(1, 62_000)], { sendWindow: weekdays }), {
    usedToday,
    days: 6,
  });
  expect(totalsOf(calendar)).toEqual([
    ['2026-11-24', 30_000, 10_000, 20_000, 0],
    ['2026-11-25', 30_000, 0, 30_000, 0],
    ['2026-11-26', 30_000, 0, 12_000, 18_000],
    ['2026-11-27', 30_000, 0, 0, 30_000],
    ['2026-11-28', 0, 0, 0, 0],
    ['2026-11-29', 0, 0, 0, 0],
  ]);
  expect(calendar.days[0]!.servers[0]).toEqual({ uuid: 's0', limit: 1000, used: 1000, reserved: 0, free: 0 });
  expect(calendar.campaigns).toEqual([
    { id: 1, name: 'Campaign 1', reserved: 62_000, finishAt: at('2026-11-26T08:00') },
  ]);
});

test('a sliding window counts by the hours that are left: 2 per 30 minutes from 14:00 to 20:00, then 08:00 to 20:00', () => {
  const calendar = capacityCalendar(worldOf([server('a', [sliding(2, 1_800_000)])], [], { sendWindow: dayTime }), {
    usedToday: new Map(),
    days: 2,
  });
  // A slot frees a 256th of the period late, so that no stretch ever holds more than 2.
  expect(calendar.days.map(({ free }) => free)).toEqual([24, 48]);
});

test('what another campaign could still send today is what is free', () => {
  const servers = [
    server('a', [daily(300), sliding(20, 600_000)]),
    server('b', [daily(50)], at('2026-11-24T16:00')),
    server('c', [sliding(3, 60_000)]),
  ];
  const own = campaign(1, 700);
  const { days } = capacityCalendar(worldOf(servers, [own], { sendWindow: dayTime }), {
    usedToday: new Map(),
    days: 1,
  });
  const more = campaign(2, 1e9, { rank: -1 });
  const plan = planOf(worldOf(servers, [own, more], { sendWindow: dayTime }), 2);
  const sent = new Map(plan.days[0]!.servers.map((one) => [one.uuid, one.sent]));
  expect(days[0]!.free).toBe(plan.days[0]!.sent);
  expect(days[0]!.servers.map(({ free }) => free)).toEqual(['a', 'b', 'c'].map((uuid) => sent.get(uuid) ?? 0));
});

test('no limit is null, and so is the total; a limit of the account bounds it', () => {
  const servers = [server('a', [daily(100)]), server('b', [])];
  const calendar = (account: Capacity['account']) =>
    capacityCalendar(worldOf(servers, [campaign(1, 500)], { sendWindow: weekdays, account }), {
      usedToday: new Map([['b', 7]]),
      days: 5,
    });
  const free = calendar([]);
  expect(free.days[0]).toMatchObject({ limit: null, used: 7, reserved: 500, free: null });
  expect(free.days[0]!.servers[1]).toMatchObject({ uuid: 'b', limit: null, free: null });
  expect(free.days[4]).toMatchObject({ day: '2026-11-28', limit: 0, free: 0 });

  const account: Capacity['account'] = [
    { name: 'account day', meter: { limit: { kind: 'day', max: 400 }, usedToday: 7, timeZone } },
  ];
  expect(totalsOf(calendar(account)).slice(0, 3)).toEqual([
    ['2026-11-24', 400, 7, 393, 0],
    ['2026-11-25', 400, 0, 107, 293],
    ['2026-11-26', 400, 0, 0, 400],
  ]);
});

test('a campaign that names its server goes beyond the daily limit: the day holds what it comes to', () => {
  const direct = campaign(1, 150, { serverUuid: 'a', isDirect: true });
  const { days } = capacityCalendar(worldOf([server('a', [daily(100)])], [direct]), { usedToday: new Map(), days: 2 });
  expect(days[0]).toMatchObject({ limit: 150, reserved: 150, free: 0 });
  expect(days[1]).toMatchObject({ limit: 100, reserved: 0, free: 100 });
});

test('worlds in which nothing can leave: zeros', () => {
  const nothing = { limit: 0, used: 0, reserved: 0, free: 0 };
  const shut = { timeZone, open: [] };
  const options = { usedToday: new Map(), days: 3 };
  expect(capacityCalendar(worldOf([], [campaign(1, 10)]), options)).toMatchObject({
    days: [nothing, nothing, nothing],
    campaigns: [{ id: 1, reserved: 0, finishAt: null }],
  });
  const closed = worldOf([server('a', []), server('b', [daily(5)])], [campaign(1, 10)], { sendWindow: shut });
  expect(capacityCalendar(closed, options)).toMatchObject({
    days: [nothing, nothing, nothing],
    campaigns: [{ id: 1, reserved: 0, finishAt: null }],
  });
});

const limit = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 10, max: 3_000 }));
const meter = fc.oneof(
  limit.map((max) => daily(max)),
  fc.tuple(limit, fc.integer({ min: 60_000, max: 3 * 86_400_000 })).map(([max, periodMs]) => sliding(max, periodMs)),
);
const anyServer = fc.record({
  uuid: fc.constantFrom('a', 'b', 'c'),
  meters: fc.array(meter, { maxLength: 2 }),
  asideUntil: fc.option(fc.integer({ min: now - 5, max: now + 4 * 86_400_000 }), { nil: null }),
});
const anyCampaign = fc.record({
  count: fc.integer({ min: 1, max: 20_000 }),
  rank: fc.integer({ min: -1, max: 1 }),
  serverUuid: fc.constantFrom(null, null, 'a', 'gone'),
  dueAt: fc.integer({ min: now - 5, max: now + 6 * 86_400_000 }),
  deferredShare: fc.constantFrom(0, 0, 0.2),
});
const anyWorld = fc
  .record({
    servers: fc.uniqueArray(anyServer, { selector: ({ uuid }) => uuid }),
    campaigns: fc.array(anyCampaign, { maxLength: 3 }),
    sendWindow: fc.constantFrom(null, dayTime, weekdays, { timeZone, open: [] }),
    account: fc.array(
      meter.map((one) => ({ name: 'account day' as const, meter: one.meter })),
      { maxLength: 1 },
    ),
  })
  .map(({ servers, campaigns, ...more }) =>
    worldOf(
      servers.map(({ uuid, meters, asideUntil }) => server(uuid, meters, asideUntil)),
      campaigns.map(({ count, dueAt, serverUuid, ...one }, i) => {
        const isDirect = serverUuid !== null;
        return campaign(i + 1, count, { ...one, serverUuid, isDirect, rows: [{ dueAt, count, attempts: 0 }] });
      }),
      more,
    ),
  );

test('whatever the world: the counts add up, and what is reserved is what the plans send', () => {
  fc.assert(
    fc.property(anyWorld, (world) => {
      const calendar = capacityCalendar(world, { usedToday: new Map([['a', 3]]), days: 9 });
      const planned = new Map<string, number>();
      for (const { id } of world.campaigns) {
        for (const { day, servers } of planOf(world, id).days) {
          for (const { uuid, sent } of servers) {
            planned.set(`${day} ${uuid}`, (planned.get(`${day} ${uuid}`) ?? 0) + sent);
          }
        }
      }
      expect(calendar.days.map(({ day }) => day)).toEqual(calendar.days.map(({ day }) => day).toSorted());
      for (const { day, servers, ...total } of calendar.days) {
        for (const { limit, used, reserved, free } of [total, ...servers]) {
          if (limit === null) expect(free).toBeNull();
          else expect(used + reserved + free!).toBe(limit);
          expect([limit ?? 0, used, reserved, free ?? 0].every((n) => Number.isSafeInteger(n) && n >= 0)).toBe(true);
        }
        for (const { uuid, reserved } of servers) expect(reserved).toBe(planned.get(`${day} ${uuid}`) ?? 0);
        expect(servers.reduce((sum, { reserved }) => sum + reserved, 0)).toBe(total.reserved);
      }
      const all = calendar.days.reduce((sum, { reserved }) => sum + reserved, 0);
      expect(calendar.campaigns.reduce((sum, { reserved }) => sum + reserved, 0)).toBe(all);
    }),
    { numRuns: 100 },
  );
}, 60_000);
