import { nextMidnight, zoned } from '../capacity/calendar-day.ts';
import { accountRemaining, type Capacity } from '../capacity/capacity.ts';
import { chooseCounts } from '../capacity/choose-counts.ts';
import type { Instant } from '../capacity/limit.ts';
import { counted, nextPermitAt, onNextDay } from '../capacity/meter.ts';
import { isOpen, nextClosing, nextOpening, type SendWindow } from '../capacity/send-window.ts';
import { allot, countOf, deferredShareOf, type Kind, kindsOf, type Sharing, shareOfRows } from './plan-kinds.ts';
import { inOrder, type Lane, laneOf, type Rows, takeRows } from './plan-lane.ts';
import {
  freeAt,
  meterMovedOn,
  movedOn,
  onNewDay,
  type PlanServer,
  paced,
  planServer,
  takeAlone,
  taken,
  withSparseWindow,
} from './plan-server.ts';
import type { PlanWorld } from './plan-world.ts';
import { type DayRun, daysLike } from './repeat-days.ts';

/** What left in one stretch of time, and what the stretch ended with. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
  /** Those of the campaigns' windows that are open; each is, or is not, in all of it. */
  readonly open: ReadonlySet<SendWindow | null>;
  readonly accountWindow: SendWindow | null;
  /** Messages accepted, by campaign id and by server uuid. */
  readonly sent: ReadonlyMap<number, ReadonlyMap<string, number>>;
  /** When all that could go at its beginning had gone. */
  readonly begun: Moment;
  /** In its last moment. */
  readonly ended: Moment;
  readonly lanes: readonly Lane[];
}

/** How servers and the account stand at an instant. */
export interface Moment {
  readonly at: Instant;
  readonly servers: readonly PlanServer[];
  readonly account: Capacity['account'];
}

/** What the world comes to. */
export interface PlanRun {
  /** When the last row of each campaign went, by campaign id; `null` for those that were not done when the run ended. */
  readonly finishedAt: ReadonlyMap<number, Instant | null>;
  readonly endedAt: Instant;
}

const dayMs = 86_400_000;
/** Nothing is planned further ahead. */
const horizonMs = 366 * dayMs;
/** So far a plan is told by the hour; further ahead by the day. */
const byHourMs = 15 * dayMs;

interface State {
  readonly world: PlanWorld;
  servers: PlanServer[];
  account: Capacity['account'];
  readonly lanes: Lane[];
  /** When each server can take a message again; and a direct one. */
  readonly free: Instant[];
  readonly directFree: Instant[];
  begun: Moment;
  open: ReadonlySet<SendWindow | null>;
  sent: Map<number, Map<string, number>>;
  /** Of the present day. */
  taken: Map<Rows, { count: number; deferred: number }>;
  /** How many instants go by before servers are again tried each by itself, and how many the time after. */
  apart: { wait: number; next: number };
}

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
  const servers = capacity.servers.map((server) => planServer(server, speeds.get(server.uuid) ?? null, now));
  const state: State = {
    world,
    servers,
    account: capacity.account.map((one) => ({ ...one, meter: withSparseWindow(one.meter, now) })),
    lanes: world.campaigns.map((campaign) => laneOf(campaign, now)),
    free: servers.map(() => now),
    directFree: servers.map(() => now),
    begun: { at: now, servers, account: capacity.account },
    open: new Set(),
    sent: new Map(),
    taken: new Map(),
    apart: { wait: 0, next: 1 },
  };

  let at = now;
  let goesOn = true;
  let before: DayRun | null = null;
  let stretches: Stretch[] = [];
  while (goesOn && at < now + horizonMs && state.lanes.some(({ rows }) => rows.length > 0)) {
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
  };
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
  state.servers = state.servers.map((server) => movedOn(server, lengthMs));
  state.account = state.account.map((one) => ({ ...one, meter: meterMovedOn(one.meter, lengthMs) }));
  for (const i of state.servers.keys()) free(state, i, day.to + n * lengthMs);
  return goesOn;
}

function momentOf({ servers, account }: State, at: Instant): Moment {
  return { at, servers: [...servers], account };
}

/** Sends what can go from `from` on and before `to`. @returns `to`, or when the last row of all went. */
function sendUntil(state: State, from: Instant, to: Instant): Instant {
  for (let at = from; at < to; at = nextInstant(state, at)) {
    sendAt(state, at);
    if (at === from) state.begun = momentOf(state, at);
    if (state.lanes.every(({ rows }) => rows.length === 0)) {
      return Math.min(to, Math.max(at, ...state.lanes.map(({ lastAt }) => lastAt)));
    }
    sendApart(state, at, to);
  }
  return to;
}

/** Rows that are due and may leave, in the order in which they do. */
function dueRows({ lanes, open }: State, at: Instant): Rows[] {
  const able = lanes.filter(({ campaign }) => open.has(campaign.window));
  return able.flatMap(({ rows }) => rows.filter(({ dueAt }) => dueAt <= at)).sort(inOrder);
}

/** What can go at this instant. */
function sendAt(state: State, at: Instant): void {
  const due = dueRows(state, at);
  if (due.length === 0) return;
  const able = new Map<string, number>();
  for (const [i, { capacity }] of state.servers.entries()) if (state.directFree[i]! <= at) able.set(capacity.uuid, i);
  const capacity: Capacity = {
    sendWindow: null, // only rows whose window is open are asked for
    account: state.account,
    servers: [...able.values()].map((i) => paced(state.servers[i]!, at).capacity),
    inFlightElsewhere: 0,
  };
  const kinds = kindsOf(due, state.world.sharing);
  const wanted = kinds.map((kind) => ({ ...kind, count: countOf(kind) }));
  for (const [k, counts] of chooseCounts(capacity, wanted, at).entries()) {
    let seen = 0;
    let accepted = 0;
    for (const [uuid, total] of counts) {
      seen += total;
      for (const { rows, count } of allot(kinds[k]!, total)) {
        accepted += give(state, rows, able.get(uuid)!, { count, at });
      }
    }
    countOnAccount(state, { at, seen, accepted });
  }
  for (const i of able.values()) free(state, i, at);
}

/** Notes when a server can take something again, from `at` on. */
function free(state: State, i: number, at: Instant): void {
  state.free[i] = freeAt(state.servers[i]!, at);
  state.directFree[i] = freeAt(state.servers[i]!, at, true);
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

function countOnAccount(state: State, taken: { at: Instant; seen: number; accepted: number }): void {
  if (taken.seen === 0 || state.account.length === 0) return;
  state.account = state.account.map((one) => ({ ...one, meter: counted(one.meter, taken) }));
}

/** Counts what a server took with its campaign. */
function settle(
  state: State,
  rows: Rows,
  i: number,
  { count, deferred, at }: { count: number; deferred: number; at: Instant },
): void {
  const accepted = count - deferred;
  const known = state.taken.get(rows) ?? { count: 0, deferred: 0 };
  state.taken.set(rows, { count: known.count + count, deferred: known.deferred + deferred });
  const { uuid } = state.servers[i]!.capacity;
  const { id } = rows.lane.campaign;
  const byServer = state.sent.get(id) ?? new Map<string, number>();
  state.sent.set(id, byServer.set(uuid, (byServer.get(uuid) ?? 0) + accepted));
  takeRows(rows, { count, deferred, at }, { startedAt: state.world.now, retry: state.world.retry });
}

/** The next instant after `at` at which something can go, by the server that is free first, or something falls due. */
function nextInstant(state: State, at: Instant): Instant {
  const due = dueRows(state, at);
  let next = Infinity;
  for (const { rows } of state.lanes) for (const { dueAt } of rows) if (dueAt > at) next = Math.min(next, dueAt);
  if (due.length === 0) return next;

  const asked = due.map(({ lane }) => lane.campaign);
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

/**
 * As long as neither rows nor the account's limits are short, what each server takes depends on nothing but its own limits:
 * then servers go on each by itself, up to `to` or less.
 */
function sendApart(state: State, at: Instant, to: Instant): void {
  const { apart } = state;
  // A sliding limit of the account counts when each message went, by all servers: they can't be told apart.
  if (state.account.some(({ meter }) => 'window' in meter)) return;
  if (apart.wait > 0) {
    apart.wait--;
    return;
  }
  const due = dueRows(state, at);
  // Where direct mail and other mail meet, one goes on when the other may not.
  if (new Set(due.map(({ lane }) => lane.campaign.isDirect)).size > 1) return;
  const kinds = kindsOf(due, state.world.sharing);
  const takers = state.servers.map(({ capacity: { uuid } }) =>
    kinds.find(({ serverUuid }) => serverUuid === null || serverUuid === uuid),
  );
  for (let until = untilOvertaken(state, takers, at, to), tries = 0; until > at + 1 && tries < 6; tries++) {
    const runs = state.servers.map((server, i) => {
      const kind = takers[i];
      if (!kind) return null;
      const { isDirect } = kind;
      const deferredShare = deferredShareOf(kind);
      const from = (isDirect ? state.directFree : state.free)[i]!;
      return from >= until ? null : takeAlone(server, { from, to: until, deferredShare, isDirect });
    });
    const share = shareThatFits(state, runs, takers, at);
    if (share < 1) {
      until = Math.floor(at + (until - at) * share * 0.95);
      continue;
    }
    for (const [i, run] of runs.entries()) {
      if (!run || run.lastAt === null) continue;
      state.servers[i] = run.server;
      free(state, i, Math.max(run.lastAt, at));
      settleRun(state, takers[i]!, i, run, run.lastAt);
      countOnAccount(state, { at: run.lastAt, seen: run.count, accepted: run.count - run.deferred });
    }
    apart.next = 1;
    return;
  }
  apart.wait = apart.next;
  apart.next = Math.min(64, apart.next * 2);
}

/** Until when no rows fall due that leave before those that the servers take now. */
function untilOvertaken(
  { lanes, open, world }: State,
  takers: readonly (Kind | undefined)[],
  at: Instant,
  to: Instant,
): Instant {
  let until = to;
  for (const rows of lanes.flatMap((lane) => (open.has(lane.campaign.window) ? lane.rows : []))) {
    if (rows.dueAt <= at || rows.dueAt >= until) continue;
    if (takers.some((taker) => !taker || isBefore(rows, taker, world.sharing))) until = rows.dueAt;
  }
  return until;
}

/** Whether these rows, once due, leave before those of a kind, or share with them. */
function isBefore(rows: Rows, { rows: taken }: Kind, sharing: Sharing): boolean {
  const first = taken[0]!;
  if (sharing === 'oldest') return inOrder(rows, first) < 0;
  return rows.lane.campaign.rank >= first.lane.campaign.rank && taken.every(({ lane }) => lane !== rows.lane);
}

/** Counts what a server took by itself with the campaigns of a kind. */
function settleRun(state: State, kind: Kind, i: number, run: { count: number; deferred: number }, at: Instant): void {
  let [left, deferredLeft] = [run.count, run.deferred];
  for (const { rows, count } of allot(kind, run.count)) {
    const deferred = Math.min(count, Math.round((deferredLeft * count) / left));
    settle(state, rows, i, { count, deferred, at });
    left -= count;
    deferredLeft -= deferred;
  }
}

/** What part of these runs there are rows and permits of the account for; 1 or more if for all. */
function shareThatFits(
  state: State,
  runs: readonly ({ count: number } | null)[],
  takers: readonly (Kind | undefined)[],
  at: Instant,
): number {
  const counts = new Map<Kind, number>();
  let total = 0;
  for (const [i, run] of runs.entries()) {
    if (!run) continue;
    counts.set(takers[i]!, (counts.get(takers[i]!) ?? 0) + run.count);
    total += run.count;
  }
  const capacity = { sendWindow: null, account: state.account, servers: [], inFlightElsewhere: 0 };
  let share = total === 0 || state.account.length === 0 ? 1 : accountRemaining(capacity, at) / total;
  for (const [kind, count] of counts) if (count > 0) share = Math.min(share, shareOfRows(kind, count));
  return share;
}
