import { dayOf, nextMidnight } from '../capacity/calendar-day.ts';
import type { Instant } from '../capacity/limit.ts';
import { nextClosing, nextOpening, type SendWindow } from '../capacity/send-window.ts';
import { freeAt, onNewDay, type PlanServer, planServer, takeAlone } from './plan-server.ts';
import type { PlanWorld } from './plan-world.ts';
import { runPlan } from './run-plan.ts';
import type { Stretch } from './stretch.ts';

/** What each server can take on the next days, and how much of it is spoken for. */
export interface CapacityCalendar {
  readonly now: Instant;
  readonly timeZone: string;
  /** From the present one on, without gaps. */
  readonly days: readonly CapacityDay[];
  /** Those with something left to send, in the order of the world. */
  readonly campaigns: readonly ReservingCampaign[];
}

/** In messages, each 0 or more; `used + reserved + free` is the limit where there is one. */
export interface DayCounts {
  /**
   * What can leave on that day in all: what its limits still allow, as they are when that day begins, in the hours of the send
   * window, and what was used. `null`: no limit.
   */
  readonly limit: number | null;
  /** What left so far; 0 but for the present day. */
  readonly used: number;
  /** What campaigns will have sent. A deferred attempt, which takes a place in a sliding window too, is not among it. */
  readonly reserved: number;
  /** `null`: no limit. */
  readonly free: number | null;
}

export interface CapacityDay extends DayCounts {
  /** `YYYY-MM-DD` in the calendar's time zone. */
  readonly day: string;
  /** Of each server by itself, in the order of the world. The account's limits count in the day's own numbers only. */
  readonly servers: readonly (DayCounts & { readonly uuid: string })[];
}

export interface ReservingCampaign {
  readonly id: number;
  readonly name: string;
  /** What it will have sent by the end of the calendar's last day. */
  readonly reserved: number;
  /** When its last message leaves; `null`: not on these days. */
  readonly finishAt: Instant | null;
}

/** How the servers, and the account, stand when a day begins. */
interface DayStart {
  readonly from: Instant;
  readonly to: Instant;
  readonly servers: readonly PlanServer[];
  /** The account's limits as those of a server. */
  readonly account: PlanServer;
}

/**
 * What the days hold, by the run of the plan itself over all campaigns of the world. Campaigns that name their server leave
 * beyond its daily limit and outside the send window: where they do, the limit of the day is what they come to.
 *
 * @param usedToday What left on the present calendar day so far, by server uuid.
 * @param days How many, the present one included; 1 or more.
 */
export function capacityCalendar(
  world: PlanWorld,
  { usedToday, days }: { usedToday: ReadonlyMap<string, number>; days: number },
): CapacityCalendar {
  const { now, timeZone, capacity } = world;
  const ends = midnightsFrom(now, timeZone, days);
  const end = ends.at(-1)!;
  const sent = ends.map(() => new Map<string, number>());
  const last: Stretch[] = [];
  const reservedBy = new Map<number, number>();

  function follow(stretch: Stretch): boolean {
    const i = ends.findIndex((midnight) => stretch.from < midnight);
    if (i === -1) return false;
    for (const [id, byServer] of stretch.sent) {
      for (const [uuid, count] of byServer) {
        sent[i]!.set(uuid, (sent[i]!.get(uuid) ?? 0) + count);
        reservedBy.set(id, (reservedBy.get(id) ?? 0) + count);
      }
    }
    last[i] = stretch;
    return stretch.to < end;
  }

  const able = world.campaigns.filter(
    ({ serverUuid, window, rows }) =>
      rows.length > 0 &&
      capacity.servers.some(({ uuid }) => serverUuid === null || uuid === serverUuid) &&
      nextOpening(window, now) !== null,
  );
  const { finishedAt } = runPlan({ ...world, campaigns: able }, follow);
  const starts = dayStarts(world, ends, last);
  return {
    now,
    timeZone,
    days: starts.map((start, i) => dayFrom(start, { world, sent: sent[i]!, usedToday: i === 0 ? usedToday : none })),
    campaigns: world.campaigns
      .filter(({ rows }) => rows.length > 0)
      .map(({ id, name }) => {
        const finishAt = finishedAt.get(id) ?? null;
        const isWithin = finishAt !== null && finishAt < end;
        return { id, name, reserved: reservedBy.get(id) ?? 0, finishAt: isWithin ? finishAt : null };
      }),
  };
}

const none: ReadonlyMap<string, number> = new Map();

/** The end of each of so many days, that of `now` first. */
function midnightsFrom(now: Instant, timeZone: string, days: number): Instant[] {
  const ends: Instant[] = [];
  for (let at = now; ends.length < days; ) {
    at = nextMidnight(at, timeZone);
    ends.push(at);
  }
  return ends;
}

/**
 * Where the run repeats a day, the day after begins as the one after the original did: with no more than a hundredth of a day
 * between what is counted and what would be, see repeat-days.ts.
 *
 * @param last The last stretch of each day; none once all rows are gone.
 */
function dayStarts(
  { capacity, speeds, now }: PlanWorld,
  ends: readonly Instant[],
  last: readonly (Stretch | undefined)[],
): DayStart[] {
  let start: DayStart = {
    from: now,
    to: ends[0]!,
    servers: capacity.servers.map((server) => planServer(server, speeds.get(server.uuid) ?? null, now)),
    account: asServer(capacity.account, now),
  };
  return ends.map((to, i) => {
    const from = ends[i - 1];
    if (from === undefined) return start;
    const before = last[i - 1];
    const { servers, account } = before
      ? { servers: before.ended.servers, account: asServer(before.ended.account, before.ended.at) }
      : start;
    start = { from, to, servers: servers.map(onNewDay), account: onNewDay(account) };
    return start;
  });
}

/** One that has the limits of the account. */
function asServer(account: PlanWorld['capacity']['account'], now: Instant): PlanServer {
  const meters = account.map(({ meter }) => ({ name: 'further limit' as const, meter }));
  const idle = {
    inFlight: 0,
    slots: Infinity,
    lastUsedAt: 0,
    asideUntil: null,
    probing: false,
    slowedIntervalMs: null,
  };
  return planServer({ uuid: 'account', meters, ...idle }, null, now);
}

function dayFrom(
  start: DayStart,
  { world, sent, usedToday }: { world: PlanWorld; sent: ReadonlyMap<string, number>; usedToday: typeof none },
): CapacityDay {
  const { sendWindow } = world.capacity;
  const servers = start.servers.map((server) => {
    const { uuid } = server.capacity;
    const able = ableToTake(server, { ...start, sendWindow });
    return { uuid, ...countsOf(able, usedToday.get(uuid) ?? 0, sent.get(uuid) ?? 0) };
  });
  const able = servers.reduce((sum, { limit, used }) => sum + (limit === null ? Infinity : limit - used), 0);
  const most = Math.min(able, ableToTake(start.account, { ...start, sendWindow }));
  const [used, reserved] = [sumOf(servers.map((one) => one.used)), sumOf(servers.map((one) => one.reserved))];
  return { day: dayOf(start.from, world.timeZone), ...countsOf(most, used, reserved), servers };
}

function countsOf(able: number, used: number, reserved: number): DayCounts {
  if (able === Infinity) return { limit: null, used, reserved, free: null };
  const free = Math.max(0, able - reserved);
  return { limit: used + reserved + free, used, reserved, free };
}

/** What it takes in the hours of the send window between two midnights; Infinity if it has no limit, whatever its speed. */
function ableToTake(
  server: PlanServer,
  { from, to, sendWindow }: { from: Instant; to: Instant; sendWindow: SendWindow | null },
): number {
  let total = 0;
  let state = server;
  for (let at = nextOpening(sendWindow, from); at !== null && at < to; at = nextOpening(sendWindow, at)) {
    const until = Math.min(to, nextClosing(sendWindow, at) ?? to);
    if (server.capacity.meters.length === 0) {
      if (freeAt({ ...state, speedMeter: null }, at).within < until) return Infinity;
    } else {
      const run = takeAlone(state, { from: at, to: until, deferredShare: 0, isDirect: false });
      total += run.count;
      state = run.server;
    }
    at = until;
  }
  return total;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
