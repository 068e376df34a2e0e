/**
 * How long a plan takes to compute, over 50 servers, the first time that it is asked for, in worlds in which different limits
 * bind; and how far plans are from what then happens, in random worlds that are simulated.
 *
 * `--size`: random worlds; 5 unless given.
 */
import type { Capacity, ServerCapacity, ServerMeter } from '../server/src/capacity/capacity.ts';
import type { Meter } from '../server/src/capacity/meter.ts';
import { paceOf } from '../server/src/capacity/pacing.ts';
import { sendWindowOf } from '../server/src/capacity/send-window.ts';
import { countedAt, emptyWindow, type SlidingWindow, windowOf } from '../server/src/capacity/sliding-window.ts';
import { planOf } from '../server/src/planning/plan.ts';
import type { PlanWorld } from '../server/src/planning/plan-world.ts';
import { withFreshDatabases } from './support/fresh-databases.ts';
import { type Accuracy, errorTable, planAccuracy } from './support/plan-accuracy.ts';
import { type Comparison, compare, type ScenarioOptions, type ScenarioResult } from './support/scenario.ts';

export const title = 'Plans for 1,000,000 recipients over 50 servers';

const usualRecipients = 1_000_000;
const promisedMs = 300;
const timeZone = 'Europe/Berlin';
const now = Temporal.ZonedDateTime.from(`2026-11-24T09:12[${timeZone}]`).epochMilliseconds;
const dayTime = sendWindowOf(timeZone, [{ start: '08:00', end: '20:00' }]);

const daily = (max: number): ServerMeter => ({
  name: 'daily limit',
  meter: { limit: { kind: 'day', max }, usedToday: 0, timeZone },
});
/** Used once a while ago, so that no two servers send in the same instants. */
const usedOnce = (max: number, periodMs: number, i: number) =>
  countedAt(emptyWindow(periodMs), now - Math.floor((periodMs * i) / 50), max);
/** Used evenly over the period before, so that it frees up one message at a time. */
const usedEvenly = (max: number, periodMs: number) =>
  windowOf(
    periodMs,
    Array.from({ length: max }, (_, i) => ({ at: now - periodMs + Math.floor((periodMs * i) / max), count: 1 })),
  );
const slidingMeter = (max: number, window: SlidingWindow): Meter => ({
  limit: { kind: 'sliding', max, periodMs: window.periodMs, counts: 'seen' },
  window,
  lagMs: 0,
});
const sliding = (max: number, periodMs: number, i: number): ServerMeter => ({
  name: 'sliding window',
  meter: slidingMeter(max, usedOnce(max, periodMs, i)),
});
const minute = (max: number, window = usedOnce(max, 60_000, 0)): Capacity['account'] => [
  { name: 'account minute', meter: slidingMeter(max, window) },
];

interface Planned {
  /** Of the i-th server. */
  limits?(i: number): ServerMeter[];
  account?: Capacity['account'];
  recipients?: number;
  /** Messages a second that each server takes; unknown unless given. */
  speed?: number;
  spread?: { deadline: Date | null };
}

const inThreeDays = new Date(now + 3 * 86_400_000);

const worlds: Record<string, Planned> = {
  '700 a day': { limits: () => [daily(700)] },
  '700 a day, 16 per minute': { limits: (i) => [daily(700), sliding(16, 60_000, i)] },
  '2 per 2 minutes': { limits: (i) => [sliding(2, 120_000, i)] },
  '1 per minute': { limits: (i) => [sliding(1, 60_000, i)] },
  '1 per minute, no two alike': { limits: (i) => [sliding(1, 60_000 + i * 100, i)] },
  '1 per second': { limits: (i) => [sliding(1, 1_000, i)] },
  '700 a day, 60 per hour': { limits: (i) => [daily(700), sliding(60, 3_600_000, i)] },
  'account: 46 per minute': { account: minute(46) },
  'account: 46 per minute, one at a time': { account: minute(46, usedEvenly(46, 60_000)) },
  'account: 500 per minute, 1 per minute': { account: minute(500), limits: (i) => [sliding(1, 60_000, i)] },
  'no limits, 10 a second each': { speed: 10 },
  '1 per minute, spread evenly': { limits: (i) => [sliding(1, 60_000, i)], spread: { deadline: null } },
  '1 per minute, 100,000 over 3 days': {
    ...{ limits: (i) => [sliding(1, 60_000, i)], spread: { deadline: inThreeDays }, recipients: 100_000 },
  },
};

export async function run({ quick, size }: ScenarioOptions): Promise<ScenarioResult> {
  const planned = Object.entries(worlds).map(([name, planned]) => planOne(name, planned));
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

function planOne(
  name: string,
  { limits = () => [], account = [], recipients = usualRecipients, speed, spread }: Planned,
): Comparison {
  const servers = Array.from(
    { length: 50 },
    (_, i): ServerCapacity => ({
      ...{ uuid: `s${i}`, meters: limits(i), inFlight: 0, slots: Infinity, lastUsedAt: 0, asideUntil: null },
      ...{ probing: false, slowedIntervalMs: null },
    }),
  );
  const world: PlanWorld = {
    now,
    timeZone,
    capacity: { sendWindow: dayTime, account, servers, inFlightElsewhere: 0 },
    speeds: new Map(speed === undefined ? [] : servers.map(({ uuid }) => [uuid, speed])),
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
          pace: spread ? paceOf({ pacing: 'even', ...spread }, { window: dayTime, timeZone }) : null,
          latest: null,
          deferredShare: 0,
        },
        rows: [{ dueAt: now, count: recipients, attempts: 0 }],
      },
    ],
    sharing: 'oldest',
    retry: { maxAttempts: 8, firstDelaySeconds: 60, maxDelaySeconds: 14_400, maxAgeSeconds: 432_000 },
  };
  const startedAt = performance.now();
  planOf(world, 1);
  const measured = performance.now() - startedAt;
  return compare({
    ...{ what: name, measured, reference: promisedMs, against: 'the promise', unit: 'ms' },
    target: { most: 1 },
  });
}
