import type { Instant } from '../capacity/limit.ts';
import type { Release } from '../capacity/pacing.ts';
import { nextAttemptAt, type RetryPolicy } from '../queue/retry-policy.ts';
import { planApartMs } from './plan-apart.ts';
import type { PlannedCampaign, PlannedRows } from './plan-world.ts';

/** Rows of one campaign while a plan runs. */
export interface Lane {
  readonly campaign: PlannedCampaign;
  /** Not empty, by when they are due, then by attempts. */
  readonly rows: Rows[];
  /** Messages of all its rows. */
  count: number;
  /** When the last of those of its rows that are gone went, or spent its attempts. */
  lastAt: Instant;
  /** Messages given, divided by the weight; `null` before the first. Only counts where campaigns share. */
  pass: number | null;
  /** What its pace released last; `null` if nothing, or it has none. */
  latest: Release | null;
  /** How many more of the latest release may go, and until when, if it is looked at as a whole; see plan-pace.ts. */
  begun: { left: number; until: Instant } | null;
  /** How far its releases are apart at least. */
  readonly apartMs: number;
  /** The last answer to what it may release: it is asked several times at each instant. */
  asked: { now: Instant; left: number; latest: Release | null; release: Release } | null;
}

/** Rows of a lane with the same due time and number of attempts. */
export interface Rows {
  readonly lane: Lane;
  readonly dueAt: Instant;
  readonly attempts: number;
  count: number;
}

/** Rows that are due, and how many of them may leave now. */
export interface DueRows {
  readonly rows: Rows;
  /** 1 to as many as there are; less what was allotted of them since. */
  count: number;
}

/** A campaign's rows before any of them has gone. */
export function laneOf(campaign: PlannedCampaign, now: Instant): Lane {
  const lane: Lane = {
    ...{ campaign, rows: [], count: 0, lastAt: now, pass: null, latest: campaign.latest },
    asked: null,
    begun: null,
    apartMs: campaign.pace ? planApartMs(campaign.pace, now) : 0,
  };
  for (const rows of campaign.rows) add(lane, rows);
  return lane;
}

/** The order in which rows leave: of the highest rank first, then those due first, then by campaign. */
export function inOrder(a: Rows, b: Rows): number {
  return (
    b.lane.campaign.rank - a.lane.campaign.rank ||
    a.dueAt - b.dueAt ||
    a.lane.campaign.id - b.lane.campaign.id ||
    a.attempts - b.attempts
  );
}

/** Whether any of its rows are due. */
export function isDue({ rows: [first] }: Lane, at: Instant): boolean {
  return first !== undefined && first.dueAt <= at;
}

/** When the first of its rows that are not due at `at` are; Infinity if all are. */
export function nextDueAt({ rows }: Lane, at: Instant): Instant {
  return rows[firstFrom(rows, at + 1)]?.dueAt ?? Infinity;
}

/**
 * Takes `count` of these rows out of their lane, of which `deferred` come back when the retry policy says.
 *
 * Rows that are deferred within a tenth of their delay, or within a 200th of what the plan has run so far, come back
 * together at the later end of that: it is late by no more. These stretches are powers of two, so that the ends of one are among
 * those of every shorter one, and few are apart.
 *
 * @param run.startedAt When the plan began.
 */
export function takeRows(
  rows: Rows,
  { count, deferred, at }: { count: number; deferred: number; at: Instant },
  run: { startedAt: Instant; retry: RetryPolicy },
): void {
  const { lane, attempts } = rows;
  rows.count -= count;
  lane.count -= count;
  if (rows.count === 0) lane.rows.splice(lane.rows.indexOf(rows), 1);
  const deferral = { attempt: attempts + 1, firstDeferredAt: null };
  const next = deferred > 0 ? nextAttemptAt(run.retry, deferral, new Date(at), 0.5) : null;
  if (next instanceof Date) {
    const retryAt = next.getTime();
    const stretchMs = powerOfTwo(Math.max(1, (retryAt - at) / 10, (at - run.startedAt) / 200));
    const dueAt = Math.ceil(retryAt / stretchMs) * stretchMs;
    add(lane, { dueAt, count: deferred, attempts: attempts + 1 });
  }
  lane.lastAt = Math.max(lane.lastAt, at);
}

/** The largest that is not above `n`. */
function powerOfTwo(n: number): number {
  return 2 ** Math.floor(Math.log2(n));
}

function add(lane: Lane, { dueAt, count, attempts }: PlannedRows): void {
  if (count <= 0) return;
  const { rows } = lane;
  lane.count += count;
  let i = firstFrom(rows, dueAt);
  while (rows[i]?.dueAt === dueAt && rows[i]!.attempts < attempts) i++;
  const same = rows[i];
  if (same?.dueAt === dueAt && same.attempts === attempts) same.count += count;
  else rows.splice(i, 0, { lane, dueAt, count, attempts });
}

/** The place of the first rows that are due at `at` or later. */
function firstFrom(rows: readonly Rows[], at: Instant): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.dueAt < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
