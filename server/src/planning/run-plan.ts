import { nextMidnight, zoned } from '../capacity/calendar-day.ts';
import type { Capacity } from '../capacity/capacity.ts';
import { chooseCounts } from '../capacity/choose-counts.ts';
import type { Instant } from '../capacity/limit.ts';
import { nextPermitAt, onNextDay } from '../capacity/meter.ts';
import { isOpen, nextClosing, nextOpening, type SendWindow } from '../capacity/send-window.ts';
import { allot, countOf, kindsOf } from './plan-kinds.ts';
import { type Lane, laneOf, nextDueAt, type Rows, takeRows } from './plan-lane.ts';
import { noteReleases } from './plan-pace.ts';
import {
  atItsSpeed,
  freeAt,
  meterMovedOn,
  movedOn,
  onNewDay,
  planServer,
  taken,
  withSparseWindow,
} from './plan-server.ts';
import type { PlanWorld } from './plan-world.ts';
import { type DayRun, daysLike } from './repeat-days.ts';
import {
  countOnAccount,
  dueRows,
  free,
  lanesDue,
  momentOf,
  nextReleaseAt,
  releasesOf,
  type State,
  settle,
} from './run-state.ts';
import { sendApart } from './send-apart.ts';
import type { Stretch } from './stretch.ts';

/** What the world comes to. */
export interface PlanRun {
  /** When the last row of each campaign went, by campaign id; `null` for those that were not done when the run ended. */
  readonly finishedAt: ReadonlyMap<number, Instant | null>;
  readonly endedAt: Instant;
  /** It came to `mostWork`, and ended there. */
  readonly isCutShort: boolean;
}

const dayMs = 86_400_000;
/** Nothing is planned further ahead. */
export const horizonMs = 366 * dayMs;
/**
 * A run of so much work ends where it is, so that no plan takes longer than some seconds, whatever the world: each instant at which
 * something can go counts as 50, and 1 more for each server and for each row that is due; where a server goes by itself, 10.
 * A million messages over 50 servers take up to a hundredth of it, or where a limit of the account lets them go one by one, a quarter.
 */
const mostWork = 16_000_000;
const workPerInstant = 50;
/** So far a plan is told by the hour; further ahead by the day. */
const byHourMs = 15 * dayMs;

/**
 * Runs the scheduler over the world on a virtual clock, from one instant at which something can go to the next, in counts:
 * what goes at each of them, and by which server, is for `chooseCounts` and the meters to say, as in a claim.
 *
 * Attempts take no time but what a server's speed says, which is held as a sliding limit over 10 seconds. Without
 * speeds and deferrals all instants are exact; with them they are late by no more than those 10 seconds, and a 200th of
 * the time that has passed for rows that are deferred.
 *
 * @param onStretch Told of each hour, or day, in turn; shorter where the window opens or closes. Returns whether to go on.
 */
export function runPlan(world: PlanWorld, onStretch: (stretch: Stretch) => boolean): PlanRun {
  const { capacity, speeds, now, timeZone } = world;
  const servers = capacity.servers.map((server, i, { length }) => {
    // Apart, so that all servers together defer as many as their share says, however few each of them takes.
    const deferredCarry = (i + 0.5) / length;
    return { ...planServer(server, speeds.get(server.uuid) ?? null, now), deferredCarry };
  });
  const state: State = {
    world,
    servers,
    account: capacity.account.map((one) => ({ ...one, meter: withSparseWindow(one.meter, now) })),
    lanes: world.campaigns.map((campaign) => laneOf(campaign, now)),
    places: new Map(servers.map(({ capacity: { uuid } }, i) => [uuid, i])),
    free: servers.map((server) => freeAt(server, now).within),
    directFree: servers.map((server) => freeAt(server, now).directly),
    begun: { at: now, servers, account: capacity.account },
    open: new Set(),
    sent: new Map(),
    taken: new Map(),
    apart: { wait: 0, next: 1 },
    work: 0,
  };

  let at = now;
  let goesOn = true;
  let before: DayRun | null = null;
  let stretches: Stretch[] = [];
  while (goesOn && at < now + horizonMs && !isCutShort(state) && state.lanes.some(({ rows }) => rows.length > 0)) {
    const { open, until } = windowsAt(state.lanes, at);
    const midnight = nextMidnight(at, timeZone);
    const to = Math.min(until, midnight, at - now < byHourMs ? nextHour(at, timeZone) : Infinity);
    state.open = open;
    state.begun = momentOf(state, at);
    const endedAt = open.size > 0 ? sendUntil(state, at, to) : to;
    const { sent, begun, lanes } = state;
    const ended = momentOf(state, to - 1);
    const stretch = { from: at, to: endedAt, open, accountWindow: capacity.sendWindow, sent, begun, ended, lanes };
    goesOn = onStretch(stretch);
    stretches.push(stretch);
    state.sent = new Map();
    at = to;
    if (to !== midnight) continue;

    const day: DayRun = { from: stretches[0]!.from, to, stretches, taken: state.taken };
    stretches = [];
    state.taken = new Map();
    beginDay(state, at);
    const days: number = before && goesOn ? daysLike(day, before, { lanes, timeZone }) : 0;
    before = days > 0 ? null : day;
    for (let n = 1; n <= days && goesOn && at < now + horizonMs; n++) {
      goesOn = repeatDay(state, day, n, onStretch);
      at += day.to - day.from;
    }
  }
  return {
    finishedAt: new Map(
      state.lanes.map(({ campaign, rows, lastAt }) => [campaign.id, rows.length === 0 ? lastAt : null]),
    ),
    endedAt: at,
    isCutShort: isCutShort(state),
  };
}

function isCutShort({ work }: State): boolean {
  return work > mostWork;
}

/** Which of the windows of campaigns that have rows are open, and until when that is so. */
function windowsAt(lanes: readonly Lane[], at: Instant): { open: Set<SendWindow | null>; until: Instant } {
  const windows = new Set(lanes.filter(({ rows }) => rows.length > 0).map(({ campaign }) => campaign.window));
  const open = new Set<SendWindow | null>();
  let until = Infinity;
  for (const window of windows) {
    const isNow = isOpen(window, at);
    if (isNow) open.add(window);
    until = Math.min(until, (isNow ? nextClosing(window, at) : nextOpening(window, at)) ?? Infinity);
  }
  return { open, until };
}

function nextHour(at: Instant, timeZone: string): Instant {
  return zoned(at, timeZone).round({ smallestUnit: 'hour', roundingMode: 'floor' }).add({ hours: 1 }).epochMilliseconds;
}

function beginDay(state: State, at: Instant): void {
  state.servers = state.servers.map(onNewDay);
  state.account = state.account.map((one) => ({ ...one, meter: onNextDay(one.meter) }));
  for (const i of state.servers.keys()) free(state, i, at);
}

/** Has the day after go as `day` went, which was `n` days before it. @returns Whether to go on. */
function repeatDay(state: State, day: DayRun, n: number, onStretch: (stretch: Stretch) => boolean): boolean {
  const lengthMs = day.to - day.from;
  const goesOn = day.stretches.every((stretch) =>
    onStretch({ ...stretch, from: stretch.from + n * lengthMs, to: stretch.to + n * lengthMs }),
  );
  const run = { startedAt: state.world.now, retry: state.world.retry };
  for (const [rows, taken] of day.taken) takeRows(rows, { ...taken, at: day.to + n * lengthMs }, run);
  for (const lane of state.lanes) {
    if (lane.latest) lane.latest = { ...lane.latest, at: lane.latest.at + lengthMs };
    if (lane.begun) lane.begun = { ...lane.begun, until: lane.begun.until + lengthMs };
  }
  state.servers = state.servers.map((server) => movedOn(server, lengthMs));
  state.account = state.account.map((one) => ({ ...one, meter: meterMovedOn(one.meter, lengthMs) }));
  for (const i of state.servers.keys()) free(state, i, day.to + n * lengthMs);
  return goesOn;
}

/** Sends what can go from `from` on and before `to`. @returns `to`, or when the last row of all went. */
function sendUntil(state: State, from: Instant, to: Instant): Instant {
  for (let at = from; at < to && !isCutShort(state); at = nextInstant(state, at)) {
    sendAt(state, at);
    if (at === from) state.begun = momentOf(state, at);
    if (state.lanes.every(({ rows }) => rows.length === 0)) {
      return Math.min(to, Math.max(at, ...state.lanes.map(({ lastAt }) => lastAt)));
    }
    sendApart(state, at, to);
  }
  return to;
}

/** What can go at this instant. */
function sendAt(state: State, at: Instant): void {
  const due = dueRows(state, at);
  state.work += workPerInstant + state.servers.length + due.length;
  if (due.length === 0) return;
  const able = [...state.servers.keys()].filter((i) => state.directFree[i]! <= at);
  const capacity: Capacity = {
    sendWindow: null, // only rows whose window is open are asked for
    account: state.account,
    servers: able.map((i) => atItsSpeed(state.servers[i]!, at).capacity),
    inFlightElsewhere: 0,
  };
  const releases = releasesOf(state, due, at);
  const given = new Map<Lane, number>();
  const taking = new Set<number>();
  const kinds = kindsOf(due, state.world.sharing);
  const wanted = kinds.map(({ serverUuid, isDirect, due }) => ({ serverUuid, isDirect, count: countOf({ due }) }));
  for (const [k, counts] of chooseCounts(capacity, wanted, at).entries()) {
    let seen = 0;
    let accepted = 0;
    for (const [uuid, total] of counts) {
      const i = state.places.get(uuid)!;
      taking.add(i);
      seen += total;
      for (const { rows, count } of allot(kinds[k]!, total)) {
        accepted += give(state, rows, i, { count, at });
        given.set(rows.lane, (given.get(rows.lane) ?? 0) + count);
      }
    }
    countOnAccount(state, { at, seen, accepted });
  }
  noteReleases(releases, given, at);
  for (const i of taking) free(state, i, at);
}

/** @returns How many were accepted. */
function give(state: State, rows: Rows, i: number, { count, at }: { count: number; at: Instant }): number {
  const { deferredShare } = rows.lane.campaign;
  const after = taken(state.servers[i]!, { count, at, deferredShare });
  state.servers[i] = after.server;
  settle(state, rows, i, { count, deferred: after.deferred, at });
  const speed = state.world.speeds.get(after.server.capacity.uuid);
  if (speed !== undefined) rows.lane.lastAt = Math.max(rows.lane.lastAt, at + Math.round((count / speed) * 1000));
  return count - after.deferred;
}

/** The next instant after `at` at which something can go, by the server that is free first, or something falls due. */
function nextInstant(state: State, at: Instant): Instant {
  let next = Math.min(nextReleaseAt(state, at), ...state.lanes.map((lane) => nextDueAt(lane, at)));
  const asked = lanesDue(state, at).map(({ campaign }) => campaign);
  if (asked.length === 0) return next;

  const isForAll = asked.some(({ serverUuid }) => serverUuid === null);
  const named = new Set(asked.filter(({ isDirect }) => !isDirect).map(({ serverUuid }) => serverUuid));
  const direct = new Set(asked.filter(({ isDirect }) => isDirect).map(({ serverUuid }) => serverUuid));
  const accountAt = Math.max(at, ...state.account.map(({ meter }) => nextPermitAt(meter, 0, at) ?? Infinity));
  for (const [i, { capacity }] of state.servers.entries()) {
    if (isForAll || named.has(capacity.uuid)) next = Math.min(next, Math.max(accountAt, state.free[i]!));
    if (direct.has(capacity.uuid)) next = Math.min(next, Math.max(accountAt, state.directFree[i]!));
  }
  return Math.max(next, at + 1);
}
