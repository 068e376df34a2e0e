/**
 * How long a plan takes to compute, over 50 servers, in worlds in which different limits bind; and how far plans are from what
 * then happens, in random worlds that are simulated.
 *
 * `--size`: random worlds; 5 unless given.
 */
import type { Capacity, ServerCapacity, ServerMeter } from '../server/src/capacity/capacity.ts';
import type { Meter } from '../server/src/capacity/meter.ts';
import { sendWindowOf } from '../server/src/capacity/send-window.ts';
import { countedAt, emptyWindow } from '../server/src/capacity/sliding-window.ts';
import { planOf } from '../server/src/planning/plan.ts';
import type { PlanWorld } from '../server/src/planning/plan-world.ts';
import { withFreshDatabases } from './support/fresh-databases.ts';
import { type Accuracy, errorTable, planAccuracy } from './support/plan-accuracy.ts';
import { type Comparison, compare, type ScenarioOptions, type ScenarioResult } from './support/scenario.ts';

export const title = 'Plans for 1,000,000 recipients over 50 servers';

const recipients = 1_000_000;
const promisedMs = 300;
const timeZone = 'Europe/Berlin';
const now = Temporal.ZonedDateTime.from(`2026-11-24T09:12[${timeZone}]`).epochMilliseconds;
const dayTime = sendWindowOf(timeZone, [{ start: '08:00', end: '20:00' }]);

const daily = (max: number): ServerMeter => ({
  name: 'daily limit',
  meter: { limit: { kind: 'day', max }, usedToday: 0, timeZone },
});
/** Used once a while ago, so that no two servers send in the same instants. */
const slidingMeter = (max: number, periodMs: number, i: number): Meter => ({
  limit: { kind: 'sliding', max, periodMs, counts: 'seen' },
  window: countedAt(emptyWindow(periodMs), now - Math.floor((periodMs * i) / 50), max),
  lagMs: 0,
});
const sliding = (max: number, periodMs: number, i: number): ServerMeter => ({
  name: 'sliding window',
  meter: slidingMeter(max, periodMs, i),
});
const minute = (max: number): Capacity['account'] => [{ name: 'account minute', meter: slidingMeter(max, 60_000, 0) }];

const worlds: Record<string, (i: number) => ServerMeter[]> = {
  '700 a day': () => [daily(700)],
  '700 a day, 16 per minute': (i) => [daily(700), sliding(16, 60_000, i)],
  '2 per 2 minutes': (i) => [sliding(2, 120_000, i)],
  '1 per minute': (i) => [sliding(1, 60_000, i)],
  '1 per minute, no two alike': (i) => [sliding(1, 60_000 + i * 100, i)],
  '1 per second': (i) => [sliding(1, 1_000, i)],
  '700 a day, 60 per hour': (i) => [daily(700), sliding(60, 3_600_000, i)],
  'account: 46 per minute': () => [],
  'account: 500 per minute, 1 per minute': (i) => [sliding(1, 60_000, i)],
  'no limits, 10 a second each': () => [],
};

export async function run({ quick, size }: ScenarioOptions): Promise<ScenarioResult> {
  const planned = Object.entries(worlds).map(([name, limits]) => planOne(name, limits));
  const simulated = quick ? 0 : (size ?? 5);
  if (simulated === 0) return { comparisons: planned, about: 'no world simulated' };
  let accuracy: Accuracy | undefined;
  await withFreshDatabases(async (fresh) => {
    accuracy = await planAccuracy(
      Array.from({ length: simulated }, (_, i) => i + 1),
      fresh,
    );
  });
  const { used, allowed } = accuracy!;
  return {
    comparisons: planned,
    details: errorTable(accuracy!),
    bounds: ['The table has the error of the finish that was foretold, in parts of the duration'],
    about: `${simulated} random worlds; ${((100 * used) / allowed).toFixed(2)} % of the allowed capacity used`,
  };
}

function planOne(name: string, limits: (i: number) => ServerMeter[]): Comparison {
  const servers = Array.from(
    { length: 50 },
    (_, i): ServerCapacity => ({
      ...{ uuid: `s${i}`, meters: limits(i), inFlight: 0, slots: Infinity, lastUsedAt: 0, asideUntil: null },
      ...{ probing: false, slowedIntervalMs: null },
    }),
  );
  const max = /account: (\d+)/.exec(name)?.[1];
  const world: PlanWorld = {
    now,
    timeZone,
    capacity: { sendWindow: dayTime, account: max ? minute(Number(max)) : [], servers, inFlightElsewhere: 0 },
    speeds: name.startsWith('no limits') ? new Map(servers.map(({ uuid }) => [uuid, 10])) : new Map(),
    campaigns: [
      {
        ...{
          id: 1,
          name: 'News',
          serverUuid: null,
          window: dayTime,
          isDirect: false,
          rank: 0,
          weight: 1,
          pace: null,
          latest: null,
          deferredShare: 0,
        },
        rows: [{ dueAt: now, count: recipients, attempts: 0 }],
      },
    ],
    sharing: 'oldest',
    retry: { maxAttempts: 8, firstDelaySeconds: 60, maxDelaySeconds: 14_400, maxAgeSeconds: 432_000 },
  };
  planOf(world, 1);
  const startedAt = performance.now();
  planOf(world, 1);
  const measured = performance.now() - startedAt;
  return compare({
    ...{ what: name, measured, reference: promisedMs, against: 'the promise', unit: 'ms' },
    target: { most: 1 },
  });
}
