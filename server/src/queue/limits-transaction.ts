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

/** Runs `work` in a transaction that no other reader or writer of the limits overlaps, on any worker. */
export function withLimits<T>(deps: QueueDeps, work: (tx: Sql, state: LimitsState) => Promise<T>): Promise<T> {
  return deps.sql.begin(async (tx) => {
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
    return work(tx, { limits, usage: { ...used, windows, lagMs }, now });
  }) as Promise<T>;
}
