import { expect, test } from 'vitest';
import type { Capacity, ServerCapacity } from '../capacity/capacity.ts';
import type { Meter } from '../capacity/meter.ts';
import { sendWindowOf } from '../capacity/send-window.ts';
import { emptyWindow } from '../capacity/sliding-window.ts';
import { planOf } from './plan.ts';
import { planSentence } from './plan-sentence.ts';
import type { PlannedCampaign, PlanWorld } from './plan-world.ts';

const timeZone = 'Europe/Berlin';
const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).epochMilliseconds;
const now = at('2026-11-24T08:00');
const daily = (max: number, usedToday = 0): Meter => ({ limit: { kind: 'day', max }, usedToday, timeZone });
const sliding = (max: number, periodMs: number): Meter => ({
  limit: { kind: 'sliding', max, periodMs, counts: 'seen' },
  window: emptyWindow(periodMs),
  lagMs: 0,
});
interface Overrides {
  daily?: Meter;
  sliding?: Meter;
  asideUntil?: number;
}
const server = (uuid: string, { daily, sliding, asideUntil }: Overrides = {}): ServerCapacity => ({
  meters: [
    ...(daily ? [{ name: 'daily limit' as const, meter: daily }] : []),
    ...(sliding ? [{ name: 'sliding window' as const, meter: sliding }] : []),
  ],
  asideUntil: asideUntil ?? null,
  ...{
    uuid,
    inFlight: 0,
    slots: Infinity,
    lastUsedAt: 0,
    probing: false,
    slowedIntervalMs: null,
  },
});
const servers = (count: number, overrides: Overrides) =>
  Array.from({ length: count }, (_, i) => server(`s${i}`, overrides));
const campaign = (count: number, overrides: Partial<PlannedCampaign> = {}): PlannedCampaign => ({
  id: 1,
  name: 'News',
  serverUuid: null,
  window: null,
  isDirect: false,
  rank: 0,
  weight: 1,
  rows: [{ dueAt: now, count, attempts: 0 }],
  deferredShare: 0,
  pace: null,
  latest: null,
  ...overrides,
});
const worldOf = (
  all: readonly ServerCapacity[],
  campaigns: readonly PlannedCampaign[],
  more: Partial<PlanWorld> & { sendWindow?: Capacity['sendWindow']; account?: Capacity['account'] } = {},
): PlanWorld => ({
  now,
  timeZone,
  capacity: { sendWindow: more.sendWindow ?? null, account: more.account ?? [], servers: all, inFlightElsewhere: 0 },
  speeds: new Map(),
  campaigns: campaigns.map((one) => ({ ...one, window: more.sendWindow ?? null })),
  sharing: 'oldest',
  retry: { maxAttempts: 8, firstDelaySeconds: 60, maxDelaySeconds: 14_400, maxAgeSeconds: 432_000 },
  ...more,
});
const dayTime = sendWindowOf(timeZone, [{ start: '08:00', end: '20:00' }]);
const inWords = (world: PlanWorld) =>
  planSentence(planOf(world, 1), { nameOf: (uuid) => `email-${uuid}`, condition: null });

test("the guide's scale example ends on day 4: 100,000 recipients, 30 servers of 1,000 a day, 08:00 to 20:00", () => {
  const world = worldOf(servers(30, { daily: daily(1000) }), [campaign(100_000)], { sendWindow: dayTime });
  const plan = planOf(world, 1);
  expect(plan.days.map(({ day, sent }) => [day, sent])).toEqual([
    ['2026-11-24', 30_000],
    ['2026-11-25', 30_000],
    ['2026-11-26', 30_000],
    ['2026-11-27', 10_000],
  ]);
  expect(plan.finishAt).toBe(at('2026-11-27T08:00'));
  expect(plan.capacityPerDay).toBe(30_000);
  expect(inWords(world)).toBe(
    'This campaign will complete in 3 days: Friday 27 Nov, 08:00. 30 servers at their daily limits hold it back.',
  );
});

test('the guide prints "This campaign will complete in 2 days", and so do we', () => {
  const sliding2 = sliding(2, 1_800_000);
  const world = worldOf(servers(30, { daily: daily(1000), sliding: sliding2 }), [campaign(3_000)], {
    sendWindow: dayTime,
  });
  expect(inWords(world)).toMatch(/^This campaign will complete in 2 days: Thursday 26 Nov, \d\d:\d\d\. /);
  expect(inWords(world)).toContain('The sliding windows of 30 servers and the send window hold it back.');
});

test('what one server may do in a day is what the guide reckons: 2 per 30 minutes are no more than 96', () => {
  const plan = planOf(worldOf([server('a', { sliding: sliding(2, 1_800_000) })], [campaign(500)]), 1);
  expect(plan.capacityPerDay).toBe(96);
  expect(plan.days.at(1)?.sent).toBe(96);
});

test('a campaign of lower priority waits for the other, and knows', () => {
  const first = campaign(150, { id: 2, name: 'Urgent', rank: 5 });
  const world = worldOf([server('a', { daily: daily(100) })], [campaign(100), first]);
  const plan = planOf(world, 1);
  expect(plan.competing).toEqual([{ id: 2, name: 'Urgent', remaining: 150, finishAt: at('2026-11-25T00:00') }]);
  expect(plan.finishAt).toBe(at('2026-11-26T00:00'));
  expect(plan.stretches[0]).toMatchObject({ sent: 0, hold: { by: 'other campaigns' } });
});

test('campaigns of one priority share by weight where they are to', () => {
  const two = [campaign(900, { weight: 2 }), campaign(900, { id: 2 })];
  const servers = [server('a', { daily: daily(100) }), server('b', { daily: daily(200), sliding: sliding(1, 60_000) })];
  const plan = planOf(worldOf(servers, two, { sharing: 'fair' }), 1);
  expect(plan.days.map(({ sent }) => sent)).toEqual([200, 200, 200, 200, 100]);
  expect(planOf(worldOf(servers, two), 1).days.map(({ sent }) => sent)).toEqual([300, 300, 300]);
  expect(planOf(worldOf(servers, two), 2).days).toHaveLength(3);
});

test('a server set aside comes back when it is to', () => {
  const world = worldOf([server('a', { asideUntil: now + 600_000 })], [campaign(5)]);
  expect(planOf(world, 1).finishAt).toBe(now + 600_000);
  expect(inWords(world)).toBe(
    'This campaign will complete in 10 minutes: Tuesday 24 Nov, 08:10. Email-a, set aside after a fault, holds it back.',
  );
});

test('the speed of a server binds where no limit does', () => {
  const plan = planOf(worldOf([server('a')], [campaign(36_000)], { speeds: new Map([['a', 10]]) }), 1);
  expect(Math.abs(plan.finishAt! - (now + 3_600_000))).toBeLessThan(36_000);
});

test('some are deferred also where each of many servers takes a few', () => {
  const world = worldOf(servers(50, { daily: daily(3) }), [campaign(100, { deferredShare: 0.05 })]);

  expect(planOf(world, 1).finishAt).toBeGreaterThanOrEqual(now + 60_000);
});

test('deferred messages come again, and are counted when they are accepted', () => {
  const limited = worldOf([server('a', { daily: daily(1000) })], [campaign(1000, { deferredShare: 0.1 })]);
  const plan = planOf(limited, 1);
  expect(plan.days).toEqual([{ day: '2026-11-24', sent: 1000, servers: [{ uuid: 'a', sent: 1000 }] }]);
  expect(plan.finishAt! - now).toBeGreaterThan(120_000);
  expect(plan.finishAt! - now).toBeLessThan(3_600_000);
});

test('what can never be is said in words', () => {
  const never = 'This campaign will never complete: ';
  expect(inWords(worldOf([], [campaign(1)]))).toBe(`${never}no SMTP server is enabled that could send it.`);
  expect(inWords(worldOf([server('a')], [campaign(1, { serverUuid: 'b' })]))).toContain('no SMTP server');
  const shut = { timeZone, open: [] };
  expect(inWords(worldOf([server('a')], [campaign(1)], { sendWindow: shut }))).toContain('no time at which');
  expect(inWords(worldOf([server('a', { daily: daily(1) })], [campaign(1000)]))).toBe(
    'This campaign will not complete within a year: all servers together can send 1 a day.',
  );
  expect(inWords(worldOf([server('a')], [campaign(0, { rows: [] })]))).toContain('nobody left');
});

test('a campaign that is spread evenly takes its time, and says so', () => {
  const window = sendWindowOf(timeZone, [{ start: '08:00', end: '20:00' }]);
  const spread = (deadline: number | null, count: number) => {
    const pace = { window, timeZone, deadline };
    return planOf(
      worldOf(servers(50, { daily: daily(40_000) }), [campaign(count, { window, pace })], { sendWindow: window }),
      1,
    );
  };
  const words = (plan: ReturnType<typeof planOf>) => planSentence(plan, { nameOf: (uuid) => uuid, condition: null });
  const today = spread(null, 240);
  expect(words(today)).toBe(
    'This campaign will complete in 12 hours: Tuesday 24 Nov, 19:57. Its even pace holds it back.',
  );
  for (const { sent } of today.stretches) expect(Math.abs(sent - 20)).toBeLessThanOrEqual(1);

  const million = spread(at('2026-11-28T20:00'), 1_000_000);
  expect(million.finishAt).toBeGreaterThan(at('2026-11-28T19:59'));
  expect(million.finishAt).toBeLessThan(at('2026-11-28T20:00'));
  for (const { sent } of million.days) expect(Math.abs(sent - 200_000)).toBeLessThan(2_000);
  expect(words(spread(at('2026-11-23T20:00'), 100_000))).toContain('in less than a minute');
  expect(words(spread(null, 10_000_000))).toMatch(
    /50 servers at their daily limits (and the send window )?hold it back/,
  );
  expect(spread(null, 10_000_000).days.map(({ sent }) => sent)).toEqual(Array(5).fill(2_000_000));
});

test('a plan of more steps than are taken ends, and says that it does not know', () => {
  const account = [{ name: 'account minute' as const, meter: sliding(1, 1_000) }];
  const plan = planOf(worldOf(servers(1, {}), [campaign(1_000_000)], { account }), 1);
  expect(plan).toMatchObject({ finishAt: null, never: 'too many steps' });
  expect(planSentence(plan, { nameOf: (uuid) => uuid, condition: null })).toBe(
    "This campaign will complete at a time that can't be told: its limits let too few emails go at a time to plan them all.",
  );
});
