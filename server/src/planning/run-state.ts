import type { Capacity } from '../capacity/capacity.ts';
import type { Instant } from '../capacity/limit.ts';
import { counted } from '../capacity/meter.ts';
import type { SendWindow } from '../capacity/send-window.ts';
import { inOrder, type Lane, type Rows, takeRows } from './plan-lane.ts';
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

/** How servers and the account stand now. */
export function momentOf({ servers, account }: State, at: Instant): Moment {
  return { at, servers: [...servers], account };
}

/** Rows that are due and may leave, in the order in which they do. */
export function dueRows({ lanes, open }: State, at: Instant): Rows[] {
  const able = lanes.filter(({ campaign }) => open.has(campaign.window));
  return able.flatMap(({ rows }) => rows.filter(({ dueAt }) => dueAt <= at)).sort(inOrder);
}

/** Notes when a server can take something again, from `at` on. */
export function free(state: State, i: number, at: Instant): void {
  state.free[i] = freeAt(state.servers[i]!, at);
  state.directFree[i] = freeAt(state.servers[i]!, at, true);
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
