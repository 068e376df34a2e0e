import { dayOf, nextMidnight } from '../capacity/calendar-day.ts';
import type { Instant } from '../capacity/limit.ts';
import { onNextDay } from '../capacity/meter.ts';
import { nextOpening } from '../capacity/send-window.ts';
import { emptyWindow } from '../capacity/sliding-window.ts';
import { type Hold, holdOf } from './plan-hold.ts';
import { withMeters } from './plan-server.ts';
import type { PlannedCampaign, PlanWorld } from './plan-world.ts';
import { horizonMs, type PlanRun, runPlan } from './run-plan.ts';
import type { Stretch } from './stretch.ts';

/** The computed future of one campaign. */
export interface Plan {
  readonly now: Instant;
  readonly timeZone: string;
  /** When its last message leaves; `null` if that never happens. */
  readonly finishAt: Instant | null;
  /** Why it never finishes; `null` if it does. */
  readonly never: Never | null;
  /** Rows that are left to send. */
  readonly remaining: number;
  /** Messages accepted on each calendar day on which any is, in order. */
  readonly days: readonly PlannedDay[];
  /** By the hour, and by the day from the 16th day on: what leaves and what holds the rest back. In order, without gaps. */
  readonly stretches: readonly PlannedStretch[];
  /** Other campaigns that want to leave by the same servers. */
  readonly competing: readonly CompetingCampaign[];
  /** What all servers together can take on a whole day when nothing was sent before it; `null`: no limit. */
  readonly capacityPerDay: number | null;
}

export type Never =
  /** No server that may take it is enabled. */
  | 'no server'
  /** There is no time at which mail may leave. */
  | 'window never opens'
  /** It starts later than within a year and a day. */
  | 'starts later'
  /** It starts, and is not done within a year and a day. */
  | 'horizon'
  /** That can't be told: until then there are more steps than a plan takes; see `mostWork` in run-plan.ts. */
  | 'too many steps';

export interface PlannedDay {
  /** `YYYY-MM-DD` in the plan's time zone. */
  readonly day: string;
  readonly sent: number;
  readonly servers: readonly { uuid: string; sent: number }[];
}

export interface PlannedStretch {
  readonly from: Instant;
  readonly to: Instant;
  readonly sent: number;
  /** What binds at its end; `null` when nothing is left, or not before. */
  readonly hold: Hold | null;
}

export interface CompetingCampaign {
  readonly id: number;
  readonly name: string;
  /** Rows that are left to send. */
  readonly remaining: number;
  /** `null`: not before a week after this plan's campaign, or never. */
  readonly finishAt: Instant | null;
}

/** Others are followed this long after the campaign itself is done. */
const followMs = 7 * 86_400_000;

/**
 * What becomes of one campaign of the world, by the scheduler's own rules on a virtual clock.
 *
 * @param campaignId Of a campaign of the world.
 */
export function planOf(world: PlanWorld, campaignId: number): Plan {
  const campaign = world.campaigns.find(({ id }) => id === campaignId)!;
  const others = world.campaigns.filter(({ id, rows }) => id !== campaignId && rows.length > 0);
  const remaining = countOf(campaign.rows);
  const never = neverOf(world, campaign);
  const days = new Map<string, Map<string, number>>();
  const stretches: PlannedStretch[] = [];
  let doneAt: Instant | null = remaining === 0 ? world.now : null;

  function follow(stretch: Stretch): boolean {
    if (doneAt === null) {
      const sent = stretch.sent.get(campaignId) ?? new Map<string, number>();
      if (sent.size > 0) addTo(days, dayOf(stretch.from, world.timeZone), sent);
      const lane = stretch.lanes.find((one) => one.campaign.id === campaignId)!;
      const { from, to } = stretch;
      stretches.push({
        from,
        to: lane.rows.length === 0 ? Math.min(to, Math.max(from, lane.lastAt)) : to,
        sent: sum(sent.values()),
        hold: holdOf(stretch, lane),
      });
      if (lane.rows.length === 0) doneAt = stretch.to;
    }
    return doneAt === null || (others.length > 0 && stretch.to < doneAt + followMs);
  }

  const able = [...(never ? [] : [campaign]), ...others].filter(({ serverUuid }) => hasServer(world, serverUuid));
  const run: PlanRun =
    never || remaining === 0
      ? {
          finishedAt: new Map([[campaignId, remaining === 0 ? world.now : null]]),
          endedAt: world.now,
          isCutShort: false,
        }
      : runPlan({ ...world, campaigns: able }, follow);
  const finishAt = run.finishedAt.get(campaignId) ?? null;
  return {
    now: world.now,
    timeZone: world.timeZone,
    finishAt,
    never: never ?? (finishAt === null ? notDone(run) : null),
    remaining,
    days: [...days].map(([day, servers]) => ({
      day,
      sent: sum(servers.values()),
      servers: [...servers].map(([uuid, sent]) => ({ uuid, sent })),
    })),
    stretches,
    competing: others
      .filter(
        ({ serverUuid }) => serverUuid === null || campaign.serverUuid === null || serverUuid === campaign.serverUuid,
      )
      .map(({ id, name, rows }) => ({ id, name, remaining: countOf(rows), finishAt: run.finishedAt.get(id) ?? null })),
    capacityPerDay: capacityPerDay(world),
  };
}

/** When one of the world's campaigns is done. */
export interface Finish {
  readonly id: number;
  readonly name: string;
  /** `null` if that never happens. */
  readonly at: Instant | null;
  /** Why it never does; `null` if it does. */
  readonly never: Never | null;
}

/** When each campaign of the world is done, in their order; all of them by one run. */
export function finishesOf(world: PlanWorld): Finish[] {
  const nevers = new Map(world.campaigns.map((campaign) => [campaign.id, neverOf(world, campaign)]));
  const able = world.campaigns.filter(({ id }) => nevers.get(id) === null);
  const run = runPlan({ ...world, campaigns: able }, () => true);
  return world.campaigns.map(({ id, name }) => {
    const at = run.finishedAt.get(id) ?? null;
    return { id, name, at, never: nevers.get(id) ?? (at === null ? notDone(run) : null) };
  });
}

function neverOf(world: PlanWorld, { rows, serverUuid, window }: PlannedCampaign): Never | null {
  if (rows.length === 0) return null;
  if (!hasServer(world, serverUuid)) return 'no server';
  if (nextOpening(window, world.now) === null) return 'window never opens';
  return rows.every(({ dueAt }) => dueAt >= world.now + horizonMs) ? 'starts later' : null;
}

function notDone({ isCutShort }: PlanRun): Never {
  return isCutShort ? 'too many steps' : 'horizon';
}

/** More than can be wanted, and whole. */
const noEnd = 1e12;

/**
 * What all servers of the world can take on a whole day when nothing was sent before it, or at least this if that is too many
 * steps for a plan; `null`: no limit.
 */
export function capacityPerDay(world: PlanWorld): number | null {
  const { capacity, timeZone } = world;
  if (capacity.servers.length === 0 || nextOpening(capacity.sendWindow, world.now) === null) return 0;
  const now = nextMidnight(world.now, timeZone);
  const unused = <M extends (typeof capacity.account)[number]['meter']>(meter: M): M =>
    'window' in meter ? { ...meter, window: emptyWindow(meter.limit.periodMs) } : (onNextDay(meter) as M);
  const day: PlanWorld = {
    ...world,
    now,
    capacity: {
      ...capacity,
      account: capacity.account.map((one) => ({ ...one, meter: unused(one.meter) })),
      servers: capacity.servers.map((server) => ({
        ...withMeters(server, unused),
        asideUntil: null,
      })),
    },
    campaigns: [
      {
        id: 0,
        name: '',
        serverUuid: null,
        window: capacity.sendWindow,
        isDirect: false,
        rank: 0,
        weight: 1,
        rows: [{ dueAt: now, count: noEnd, attempts: 0 }],
        deferredShare: 0,
        pace: null,
        latest: null,
      },
    ],
  };
  let total = 0;
  const until = nextMidnight(now, timeZone);
  runPlan(day, ({ to, sent }) => {
    total += sum(sent.get(0)?.values() ?? []);
    return to < until;
  });
  return total >= noEnd ? null : total;
}

function hasServer({ capacity }: PlanWorld, serverUuid: string | null): boolean {
  return capacity.servers.some(({ uuid }) => serverUuid === null || uuid === serverUuid);
}

function addTo(days: Map<string, Map<string, number>>, day: string, sent: ReadonlyMap<string, number>): void {
  const servers = days.get(day) ?? new Map<string, number>();
  for (const [uuid, count] of sent) servers.set(uuid, (servers.get(uuid) ?? 0) + count);
  days.set(day, servers);
}

function countOf(rows: readonly { count: number }[]): number {
  return sum(rows.map(({ count }) => count));
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
