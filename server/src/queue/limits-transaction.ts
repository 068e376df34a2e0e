import { dayOf } from '../capacity/calendar-day.ts';
import type { Limits } from '../capacity/limits.ts';
import type { Clock } from '../clock.ts';
import type { Pool, Sql } from '../db/connect.ts';
import { lockLimits } from '../db/locks.ts';
import { fittingWindows } from './fitting-windows.ts';
import { recountDay } from './recount-day.ts';
import { loadLimitsTime, type SteadyTimeKeeper, saveLimitsTime } from './steady-time-keeper.ts';
import type { Usage } from './usage.ts';
import { loadUsage } from './usage-store.ts';

/** What the queue needs: the database, the time, and the limits in force. */
export interface QueueDeps {
  sql: Pool;
  clock: Clock;
  limits: LimitsSource;
  steadyTime: SteadyTimeKeeper;
}

/** The limits as this transaction sees them; asked under the lock, so that no change can come between. */
export interface LimitsSource {
  current(sql: Sql): Promise<Limits>;
}

/** Limits, usage and the present, consistent with each other and held still until the transaction ends. */
export interface LimitsState {
  limits: Limits;
  usage: Usage;
  now: Date;
}

/** The present, and how far the time of sliding windows is behind it. */
export interface PresentTime {
  now: Date;
  usage: Pick<Usage, 'lagMs'>;
}

/** Runs `work` in a transaction that no other reader or writer of the limits overlaps, on any worker. */
export function withLimits<T>(deps: QueueDeps, work: (tx: Sql, state: LimitsState) => Promise<T>): Promise<T> {
  return deps.sql.begin((tx) => underLimits(deps, tx, (state) => work(tx, state))) as Promise<T>;
}

/**
 * As `withLimits`, in a transaction that has begun. The rows that it has written by then stay locked while it waits: they
 * must be such as nobody wants who holds the limits' lock (docs/decisions/one-lock-for-limits.md).
 */
export async function underLimits<T>(deps: QueueDeps, tx: Sql, work: (state: LimitsState) => Promise<T>): Promise<T> {
  // What is sent together runs one after the other: the fewer round trips, the shorter the lock is held.
  const [, last, limits] = await Promise.all([lockLimits(tx), loadLimitsTime(tx), deps.limits.current(tx)]);
  const { timeZone } = limits;
  const now = deps.clock.now();
  const steadyTime = deps.steadyTime(last, now);
  const { lagMs } = steadyTime;
  if (last && last.timeZone !== timeZone) await recountDay(tx, now, timeZone);
  const [used] = await Promise.all([
    loadUsage(tx, dayOf(now.getTime(), timeZone)),
    saveLimitsTime(tx, { ...steadyTime, timeZone }),
  ]);
  const windows = await fittingWindows(tx, { limits, windows: used.windows, now, lagMs });
  return work({ limits, usage: { ...used, windows, lagMs }, now });
}

/**
 * The present, told without the lock: the time of sliding windows runs on evenly, so that what is told of it before the lock
 * is true under it, whatever the clock does in between.
 */
export async function presentTime(deps: QueueDeps, tx: Sql): Promise<PresentTime> {
  const last = await loadLimitsTime(tx);
  const now = deps.clock.now();
  return { now, usage: { lagMs: deps.steadyTime(last, now).lagMs } };
}
