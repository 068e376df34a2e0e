import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf, nextMidnight } from '../capacity/calendar-day.ts';
import { type Capacity, nextOpportunityWithin, type ServerCapacity } from '../capacity/capacity.ts';
import { chooseServers } from '../capacity/choose-servers.ts';
import { directCapacity, serversFor } from '../capacity/direct.ts';
import type { Instant } from '../capacity/limit.ts';
import { type Meter, onNextDay } from '../capacity/meter.ts';
import { leftToSpread, nextRelease, type Release } from '../capacity/pacing.ts';
import { sendWindowOf } from '../capacity/send-window.ts';
import { countedAt, emptyWindow, type SlidingWindow } from '../capacity/sliding-window.ts';
import { planApartMs } from './plan-apart.ts';
import type { PlannedCampaign, PlanWorld } from './plan-world.ts';
import { runPlan } from './run-plan.ts';

const timeZone = 'Europe/Berlin';
const now = Temporal.Instant.from('2026-03-27T06:00:00Z').epochMilliseconds; // two days before the clocks change

/** What leaves when, one message after the other, by the functions of the live queue alone. */
function oneByOne(world: PlanWorld): { finishedAt: Map<number, Instant>; days: Record<string, number> } {
  let { capacity } = world;
  const rows = world.campaigns.flatMap((campaign) =>
    campaign.rows.flatMap(({ dueAt, count }) => Array.from({ length: count }, () => ({ campaign, dueAt }))),
  );
  rows.sort((a, b) => b.campaign.rank - a.campaign.rank || a.dueAt - b.dueAt || a.campaign.id - b.campaign.id);
  const waiting = new Set(rows.map((row) => ({ ...row, ...of(row.campaign) })));
  const finishedAt = new Map(world.campaigns.map(({ id }) => [id, now]));
  const days: Record<string, number> = {};
  const latest = new Map<PlannedCampaign, Release>();
  const releaseOf = (campaign: PlannedCampaign, at: Instant) => {
    const { pace } = campaign;
    if (!pace) return { at, count: Infinity };
    const queued = [...waiting].filter((row) => row.campaign === campaign).length;
    const left = leftToSpread(pace, queued, { capacity, servers: serversFor(capacity, campaign), now: at });
    return nextRelease(pace, { left, latest: latest.get(campaign) ?? null, now: at }, planApartMs(pace, now));
  };
  for (let at = now; waiting.size > 0; ) {
    const releases = new Map(world.campaigns.map((campaign) => [campaign, releaseOf(campaign, at)]));
    const counts = new Map<PlannedCampaign, number>();
    const due = [...waiting].filter(({ campaign, dueAt }) => {
      if (dueAt > at) return false;
      counts.set(campaign, (counts.get(campaign) ?? 0) + 1);
      const release = releases.get(campaign)!;
      return release.at <= at && counts.get(campaign)! <= release.count;
    });
    const taken = new Map<PlannedCampaign, number>();
    for (const { candidate, serverUuid } of chooseServers(capacity, due, at)) {
      waiting.delete(candidate);
      finishedAt.set(candidate.campaign.id, at);
      taken.set(candidate.campaign, (taken.get(candidate.campaign) ?? 0) + 1);
      const key = `${dayOf(at, timeZone)} ${serverUuid}`;
      days[key] = (days[key] ?? 0) + 1;
      const count = (meter: Meter): Meter =>
        'window' in meter
          ? { ...meter, window: countedAt(meter.window as SlidingWindow, at - meter.lagMs, 1) }
          : { ...meter, usedToday: meter.usedToday + 1 };
      capacity = {
        ...capacity,
        account: capacity.account.map((one) => ({ ...one, meter: count(one.meter) })),
        servers: capacity.servers.map((server) =>
          server.uuid === serverUuid
            ? {
                ...server,
                meters: server.meters.map((one) => ({ ...one, meter: count(one.meter) })),
                lastUsedAt: at,
              }
            : server,
        ),
      };
    }
    for (const [campaign, count] of taken) {
      const release = releases.get(campaign)!;
      if (Number.isFinite(release.count)) latest.set(campaign, { at: release.at, count });
    }
    const nexts = new Map(world.campaigns.map((campaign) => [campaign, releaseOf(campaign, at).at]));
    const left = [...waiting];
    let next: Instant = Math.min(Infinity, ...left.map(({ dueAt }) => dueAt).filter((dueAt) => dueAt > at));
    for (const { serverUuid, window, isDirect } of new Map(
      left
        .filter(({ dueAt, campaign }) => dueAt <= at && nexts.get(campaign)! <= at)
        .map((row) => [`${row.serverUuid} ${row.isDirect} ${windows.indexOf(row.window)}`, row] as const),
    ).values()) {
      const met = isDirect ? directCapacity(capacity) : capacity;
      const servers = met.servers.filter(({ uuid }) => serverUuid === null || uuid === serverUuid);
      next = Math.min(next, nextOpportunityWithin(met, { servers, window }, at).at ?? Infinity);
    }
    for (const { dueAt, campaign } of left) {
      if (dueAt <= at && nexts.get(campaign)! > at) next = Math.min(next, nexts.get(campaign)!);
    }
    const midnight = nextMidnight(at, timeZone);
    if (next === Infinity || next > now + 60 * 86_400_000) break;
    if (next >= midnight) {
      capacity = {
        ...capacity,
        account: capacity.account.map((one) => ({ ...one, meter: onNextDay(one.meter) })),
        servers: capacity.servers.map((server) => ({
          ...server,
          meters: server.meters.map((one) => ({ ...one, meter: onNextDay(one.meter) })),
        })),
      };
      at = midnight;
    } else at = next;
  }
  return { finishedAt, days };
}

function inCounts(world: PlanWorld) {
  const days: Record<string, number> = {};
  const { finishedAt } = runPlan(world, ({ from, sent }) => {
    for (const byServer of sent.values()) {
      for (const [uuid, count] of byServer) {
        const key = `${dayOf(from, timeZone)} ${uuid}`;
        days[key] = (days[key] ?? 0) + count;
      }
    }
    return true;
  });
  return { finishedAt, days };
}

const of = ({ serverUuid, window, isDirect }: PlannedCampaign) => ({ serverUuid, window, isDirect });
const windows = [
  null,
  sendWindowOf(timeZone, [{ start: '08:00', end: '20:00' }]),
  sendWindowOf(timeZone, [{ start: '22:00', end: '03:30' }]),
  sendWindowOf(timeZone, [{ start: '07:30', end: '07:35', days: ['mon', 'sat'] }]),
];

const daily: fc.Arbitrary<Meter> = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.nat(70))
  .map(([max, usedToday]) => ({ limit: { kind: 'day', max }, usedToday, timeZone }));
const sliding: fc.Arbitrary<Meter> = fc
  .record({
    max: fc.integer({ min: 1, max: 8 }),
    periodMs: fc.oneof(
      fc.constantFrom(60_000, 600_000, 1_800_000, 3_600_000, 86_400_000),
      fc.integer({ min: 1_000, max: 7_200_000 }),
    ),
    used: fc.array(fc.double({ min: 0, max: 1.2, noNaN: true }), { maxLength: 9 }),
    lagMs: fc.constantFrom(0, 1_234_567),
  })
  .map(({ max, periodMs, used, lagMs }) => ({
    limit: { kind: 'sliding', max, periodMs, counts: 'seen' },
    window: used
      .toSorted((a, b) => b - a)
      .reduce(
        (window, share) => countedAt(window, Math.floor(now - lagMs - share * periodMs), 1),
        emptyWindow(periodMs),
      ),
    lagMs,
  }));
/** Of the account: what servers take by themselves fits at times, and at times does not. */
const roomy: fc.Arbitrary<Meter> = fc
  .record({ max: fc.integer({ min: 8, max: 80 }), periodMs: fc.integer({ min: 60_000, max: 7_200_000 }) })
  .map(({ max, periodMs }) => ({
    limit: { kind: 'sliding', max, periodMs, counts: 'seen' },
    window: countedAt(emptyWindow(periodMs), now - 1, max - 4),
    lagMs: 54_321,
  }));
const server: fc.Arbitrary<ServerCapacity> = fc
  .record({
    uuid: fc.constantFrom('a', 'b', 'c', 'd'),
    daily: fc.option(daily, { nil: null }),
    sliding: fc.option(sliding, { nil: null, freq: 4 }),
    further: fc.option(sliding, { nil: null, freq: 1 }),
    inFlight: fc.constant(0),
    slots: fc.constant(Infinity),
    lastUsedAt: fc.integer({ min: now - 4, max: now }),
    asideUntil: fc.option(fc.integer({ min: now - 5, max: now + 90_000_000 }), { nil: null, freq: 3 }),
    probing: fc.constant(false),
    slowedIntervalMs: fc.constant(null),
  })
  .map(({ daily, sliding, further, ...rest }) => ({
    ...rest,
    meters: [
      ...(daily ? [{ name: 'daily limit' as const, meter: daily }] : []),
      ...(sliding ? [{ name: 'sliding window' as const, meter: sliding }] : []),
      ...(further ? [{ name: 'further limit' as const, meter: further }] : []),
    ],
  }));
const campaign: fc.Arbitrary<PlannedCampaign> = fc
  .record({
    id: fc.integer({ min: 1, max: 9 }),
    name: fc.constant('A campaign'),
    serverUuid: fc.constantFrom(null, null, null, 'a', 'gone'),
    rank: fc.integer({ min: -1, max: 1 }),
    weight: fc.integer({ min: 1, max: 3 }),
    isDirect: fc.boolean(),
    rows: fc.uniqueArray(
      fc.record({
        dueAt: fc.oneof(fc.constant(now), fc.integer({ min: now - 5, max: now + 100_000_000 })),
        count: fc.integer({ min: 1, max: 120 }),
        attempts: fc.constant(0),
      }),
      { maxLength: 2, selector: ({ dueAt }) => dueAt },
    ),
    window: fc.constantFrom(...windows),
    deferredShare: fc.constant(0),
    isSpread: fc.boolean(),
    deadline: fc.option(fc.integer({ min: now - 5, max: now + 4 * 86_400_000 }), { nil: null }),
    latest: fc.constant(null),
  })
  .map(({ isSpread, deadline, ...one }) => ({
    ...one,
    isDirect: one.isDirect && one.serverUuid !== null,
    pace: isSpread ? { window: one.window, timeZone, deadline } : null,
  }));
const capacities = (account: fc.Arbitrary<Meter>): fc.Arbitrary<Capacity> =>
  fc.record({
    servers: fc.uniqueArray(server, { selector: ({ uuid }) => uuid, minLength: 1 }),
    inFlightElsewhere: fc.constant(0),
    account: fc.array(
      account.map((meter) => ({ name: 'account day' as const, meter })),
      { maxLength: 1 },
    ),
    sendWindow: fc.constantFrom(...windows),
  });
const worldsWith = (account: fc.Arbitrary<Meter>): fc.Arbitrary<PlanWorld> =>
  fc.record({
    now: fc.constant(now),
    timeZone: fc.constant(timeZone),
    capacity: capacities(account),
    speeds: fc.constant(new Map()),
    campaigns: fc.uniqueArray(campaign, { selector: ({ id }) => id, minLength: 1, maxLength: 3 }),
    sharing: fc.constant('oldest' as const),
    retry: fc.constant({ maxAttempts: 3, firstDelaySeconds: 60, maxDelaySeconds: 60, maxAgeSeconds: 86_400 }),
  });

test('a plan in counts is the live scheduler, message by message: each day of each server, and each finish', () => {
  fc.assert(
    fc.property(worldsWith(fc.oneof(daily, sliding, roomy)), (world) => {
      const expected = oneByOne(world);
      const { finishedAt, days } = inCounts(world);
      const horizon = now + 55 * 86_400_000;
      const withinHorizon = Object.entries(days).filter(([key]) => key < dayOf(horizon, timeZone));
      for (const [key, count] of withinHorizon) expect([key, count]).toEqual([key, expected.days[key]]);
      for (const [id, at] of finishedAt)
        if (at !== null && at < horizon) {
          // Of those that a plan releases together the last leaves when it would live.
          const pace = world.campaigns.find((one) => one.id === id)!.pace;
          const late = pace && at > expected.finishedAt.get(id)! ? planApartMs(pace, now) : 0;
          expect([id, at - late]).toEqual([
            id,
            late > 0 ? expect.toSatisfy((is) => is <= expected.finishedAt.get(id)!) : expected.finishedAt.get(id),
          ]);
        }
    }),
    { numRuns: 120 },
  );
}, 120_000);
