import type { Instant } from '../capacity/limit.ts';
import type { Release } from '../capacity/pacing.ts';
import { nextAttemptAt, type RetryPolicy } from '../queue/retry-policy.ts';
import { planApartMs } from './plan-pace.ts';
import type { PlannedCampaign, PlannedRows } from './plan-world.ts';

/** Rows of one campaign while a plan runs. */
export interface Lane {
  readonly campaign: PlannedCampaign;
  /** Not empty, by when they are due. */
  readonly rows: Rows[];
  /** When the last of those of its rows that are gone went, or spent its attempts. */
  lastAt: Instant;
  /** Messages given, divided by the weight; `null` before the first. Only counts where campaigns share. */
  pass: number | null;
  /** What its pace released last; `null` if nothing, or it has none. */
  latest: Release | null;
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
    ...{ campaign, rows: [], lastAt: now, pass: null, latest: campaign.latest },
    asked: null,
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

/**
 * Takes `count` of these rows out of their lane, of which `deferred` come back when the retry policy says.
 *
 * Rows that are deferred within a tenth of their delay, or within a 200th of what the plan has run so far, come back
 * together at the later end of that: it is late by no more.
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
  if (rows.count === 0) lane.rows.splice(lane.rows.indexOf(rows), 1);
  const deferral = { attempt: attempts + 1, firstDeferredAt: null };
  const next = deferred > 0 ? nextAttemptAt(run.retry, deferral, new Date(at), 0.5) : null;
  if (next instanceof Date) {
    const retryAt = next.getTime();
    const stretchMs = Math.max(1, Math.round((retryAt - at) / 10), Math.round((at - run.startedAt) / 200));
    const dueAt = Math.ceil(retryAt / stretchMs) * stretchMs;
    add(lane, { dueAt, count: deferred, attempts: attempts + 1 });
  }
  lane.lastAt = Math.max(lane.lastAt, at);
}

function add(lane: Lane, { dueAt, count, attempts }: PlannedRows): void {
  if (count <= 0) return;
  const same = lane.rows.find((rows) => rows.dueAt === dueAt && rows.attempts === attempts);
  if (same) same.count += count;
  else {
    const later = lane.rows.findIndex((rows) => rows.dueAt > dueAt);
    lane.rows.splice(later === -1 ? lane.rows.length : later, 0, { lane, dueAt, count, attempts });
  }
}
