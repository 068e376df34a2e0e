import type { Capacity } from '../capacity/capacity.ts';
import type { Instant } from '../capacity/limit.ts';
import { counted } from '../capacity/meter.ts';
import type { Release } from '../capacity/pacing.ts';
import type { SendWindow } from '../capacity/send-window.ts';
import { type DueRows, inOrder, isDue, type Lane, type Rows, takeRows } from './plan-lane.ts';
import { releaseOf } from './plan-pace.ts';
import { freeAt, type PlanServer } from './plan-server.ts';
import type { PlanWorld } from './plan-world.ts';

/** How servers and the account stand at an instant. */
export interface Moment {
  readonly at: Instant;
  readonly servers: readonly PlanServer[];
  readonly account: Capacity['account'];
}

/** Where a run stands; changed in place. */
export interface State {
  readonly world: PlanWorld;
  servers: PlanServer[];
  account: Capacity['account'];
  readonly lanes: Lane[];
  /** The place of each server among `servers`, by uuid. */
  readonly places: ReadonlyMap<string, number>;
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
  /** What the run has done so far; see `mostWork`. */
  work: number;
}

/** How servers and the account stand now. */
export function momentOf({ servers, account }: State, at: Instant): Moment {
  return { at, servers: [...servers], account };
}

/** Campaigns of which rows are due and may leave. */
export function lanesDue(state: State, at: Instant): Lane[] {
  return state.lanes.filter(
    (lane) => state.open.has(lane.campaign.window) && isDue(lane, at) && (releaseAt(state, lane, at)?.at ?? at) <= at,
  );
}

/** Rows that are due and may leave, in the order in which they do. */
export function dueRows(state: State, at: Instant): DueRows[] {
  const due: DueRows[] = [];
  for (const lane of lanesDue(state, at)) {
    let left = releaseAt(state, lane, at)?.count ?? Infinity;
    for (const rows of lane.rows) {
      if (left === 0 || rows.dueAt > at) break;
      const count = Math.min(rows.count, left);
      left -= count;
      due.push({ rows, count });
    }
  }
  return due.sort((a, b) => inOrder(a.rows, b.rows));
}

/** What a lane may send next by its pace; `null` if only limits hold it back. */
export function releaseAt(state: Pick<Moment, 'account' | 'servers'>, lane: Lane, at: Instant): Release | null {
  return lane.campaign.pace ? releaseOf(lane, capacityAt(state), at) : null;
}

/** The capacity, the send window aside. */
export function capacityAt({ account, servers }: Pick<Moment, 'account' | 'servers'>): Capacity {
  return { sendWindow: null, account, servers: servers.map(({ capacity }) => capacity), inFlightElsewhere: 0 };
}

/** What the paces of campaigns have released of these rows; only of campaigns that one holds back. */
export function releasesOf(state: State, due: readonly DueRows[], at: Instant): Map<Lane, Release> {
  const releases = new Map<Lane, Release>();
  for (const { rows } of due) {
    const release = releaseAt(state, rows.lane, at);
    if (release && Number.isFinite(release.count)) releases.set(rows.lane, release);
  }
  return releases;
}

/** When a pace next lets rows go that are due; Infinity if none holds any back. */
export function nextReleaseAt(state: State, at: Instant): Instant {
  let next = Infinity;
  for (const lane of state.lanes) {
    if (!lane.campaign.pace || !state.open.has(lane.campaign.window) || !isDue(lane, at)) continue;
    const release = releaseAt(state, lane, at)!;
    if (release.at > at) next = Math.min(next, release.at);
  }
  return next;
}

/** Notes when a server can take something again, from `at` on. */
export function free(state: State, i: number, at: Instant): void {
  const { directly, within } = freeAt(state.servers[i]!, at);
  state.directFree[i] = directly;
  state.free[i] = within;
}

/** Counts against the account's limits. */
export function countOnAccount(state: State, taken: { at: Instant; seen: number; accepted: number }): void {
  if (taken.seen === 0 || state.account.length === 0) return;
  state.account = state.account.map((one) => ({ ...one, meter: counted(one.meter, taken) }));
}

/** Counts what a server took with its campaign. */
export function settle(
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
