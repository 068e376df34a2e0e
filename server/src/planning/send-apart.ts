import { accountRemaining, type Capacity } from '../capacity/capacity.ts';
import type { Instant } from '../capacity/limit.ts';
import { counted } from '../capacity/meter.ts';
import { type SparseWindow, sparselyAddedWithin } from '../capacity/sliding-window.ts';
import { allot, deferredShareOf, type Kind, kindsOf, type Sharing, shareOfRows } from './plan-kinds.ts';
import { inOrder, type Lane, type Rows } from './plan-lane.ts';
import { noteReleases, wholeUntil } from './plan-pace.ts';
import { type AloneRun, type Step, takeAlone } from './plan-server.ts';
import { dueRows, free, nextReleaseAt, releasesOf, type State, settle } from './run-state.ts';

/** See `mostWork` in run-plan.ts. */
const workPerInstantApart = 10;

/**
 * As long as neither rows nor the account's limits are short, what each server takes depends on nothing but its own limits:
 * then servers go on each by itself, up to `to` or less.
 */
export function sendApart(state: State, at: Instant, to: Instant): void {
  const { apart } = state;
  if (accountRemaining(accountOf(state), at) === 0) return;
  if (apart.wait > 0) {
    apart.wait--;
    return;
  }
  const due = dueRows(state, at);
  // Where direct mail and other mail meet, one goes on when the other may not.
  if (new Set(due.map(({ rows }) => rows.lane.campaign.isDirect)).size > 1) return;
  const releases = releasesOf(state, due, at);
  // Rows that are released one by one are short.
  const ends = [...releases].map(([lane, release]) => wholeUntil(lane, release, at) ?? at);
  if (ends.includes(at)) return;
  const kinds = kindsOf(due, state.world.sharing);
  const takers = state.servers.map(({ capacity: { uuid } }) =>
    kinds.find(({ serverUuid }) => serverUuid === null || serverUuid === uuid),
  );
  const isAccountSliding = state.account.some(({ meter }) => 'window' in meter);
  let isHeldBack = false;
  const soonest = Math.min(to, ...ends);
  for (let until = untilOvertaken(state, takers, at, soonest), tries = 0; until > at + 1 && tries < 6; tries++) {
    const runs = state.servers.map((server, i) => {
      const kind = takers[i];
      if (!kind) return null;
      const { isDirect } = kind;
      const deferredShare = deferredShareOf(kind);
      const from = Math.max(at, (isDirect ? state.directFree : state.free)[i]!);
      if (from >= until) return null;
      return takeAlone(server, { from, to: until, deferredShare, isDirect }, isAccountSliding ? [] : null);
    });
    for (const run of runs) state.work += workPerInstantApart * (1 + (run?.instants ?? 0));
    const share = shareThatFits(state, runs, takers, at);
    if (share < 1) {
      until = Math.floor(at + (until - at) * share * 0.95);
      continue;
    }
    const account = accountAfter(state.account, runs);
    if ('fullAt' in account) {
      isHeldBack = true;
      until = account.fullAt;
      continue;
    }
    const given = new Map<Lane, number>();
    for (const [i, run] of runs.entries()) {
      if (!run || run.lastAt === null) continue;
      state.servers[i] = run.server;
      free(state, i, Math.max(run.lastAt, at));
      for (const [lane, count] of settleRun(state, takers[i]!, i, run, run.lastAt)) {
        given.set(lane, (given.get(lane) ?? 0) + count);
      }
    }
    state.account = account.after;
    noteReleases(releases, given, at);
    if (isHeldBack) break;
    apart.next = 1;
    return;
  }
  apart.wait = apart.next;
  apart.next = Math.min(64, apart.next * 2);
}

/** The account's limits once they have counted these runs; or when one of them first holds a server back. */
function accountAfter(
  account: Capacity['account'],
  runs: readonly (AloneRun | null)[],
): { after: Capacity['account'] } | { fullAt: Instant } {
  const all = runs.filter((run) => run !== null);
  const steps = all.flatMap((run) => run.steps ?? []).sort((a, b) => a.at - b.at);
  const seen = all.reduce((sum, { count }) => sum + count, 0);
  const deferred = all.reduce((sum, run) => sum + run.deferred, 0);
  let carry = 0;
  /** As many fewer of each step as were deferred in all, by their share. */
  const acceptedOf = ({ at, count }: Step): Step => {
    const exact = carry + (count * (seen - deferred)) / seen;
    carry = exact - Math.floor(exact);
    return { at, count: Math.floor(exact) };
  };
  const after: Capacity['account'][number][] = [];
  for (const one of account) {
    const { meter } = one;
    if (!('window' in meter)) {
      after.push({ ...one, meter: counted(meter, { at: 0, seen, accepted: seen - deferred }) });
      continue;
    }
    const { limit, lagMs } = meter;
    const counting = limit.counts === 'seen' ? steps : steps.map(acceptedOf);
    const lagging = counting.map(({ at, count }) => ({ at: at - lagMs, count }));
    const added = sparselyAddedWithin(meter.window as SparseWindow, limit.max, lagging);
    if ('fullAt' in added) return { fullAt: added.fullAt + lagMs };
    after.push({ ...one, meter: { ...meter, window: added.window } });
  }
  return { after };
}

/** Until when no rows fall due that leave before those that the servers take now. */
function untilOvertaken(state: State, takers: readonly (Kind | undefined)[], at: Instant, to: Instant): Instant {
  const { lanes, open, world } = state;
  let until = Math.min(to, nextReleaseAt(state, at));
  for (const rows of lanes.flatMap((lane) => (open.has(lane.campaign.window) ? lane.rows : []))) {
    if (rows.dueAt <= at || rows.dueAt >= until) continue;
    if (takers.some((taker) => !taker || isBefore(rows, taker, world.sharing))) until = rows.dueAt;
  }
  return until;
}

/** Whether these rows, once due, leave before those of a kind, or share with them. */
function isBefore(rows: Rows, { due }: Kind, sharing: Sharing): boolean {
  const first = due[0]!.rows;
  if (sharing === 'oldest') return inOrder(rows, first) < 0;
  return rows.lane.campaign.rank >= first.lane.campaign.rank && due.every(({ rows: { lane } }) => lane !== rows.lane);
}

/** Counts what a server took by itself with the campaigns of a kind. @returns How many messages each was given. */
function settleRun(
  state: State,
  kind: Kind,
  i: number,
  run: { count: number; deferred: number },
  at: Instant,
): [Lane, number][] {
  let [left, deferredLeft] = [run.count, run.deferred];
  const allotted = allot(kind, run.count);
  for (const { rows, count } of allotted) {
    const deferred = Math.min(count, Math.round((deferredLeft * count) / left));
    settle(state, rows, i, { count, deferred, at });
    left -= count;
    deferredLeft -= deferred;
  }
  return allotted.map(({ rows, count }) => [rows.lane, count]);
}

/** What part of these runs there are rows for, and permits of the account's day; 1 or more if for all. */
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
  const days = { ...accountOf(state), account: state.account.filter(({ meter }) => !('window' in meter)) };
  let share = total === 0 || days.account.length === 0 ? 1 : accountRemaining(days, at) / total;
  for (const [kind, count] of counts) if (count > 0) share = Math.min(share, shareOfRows(kind, count));
  return share;
}

function accountOf({ account }: State): Capacity {
  return { sendWindow: null, account, servers: [], inFlightElsewhere: 0 };
}
