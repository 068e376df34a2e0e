import { dayOf } from '../capacity/calendar-day.ts';
import type { Limits } from '../capacity/limits.ts';
import type { Clock } from '../clock.ts';
import type { Pool, Sql } from '../db/connect.ts';
import { lockLimits } from '../db/locks.ts';
import type { Usage } from './usage.ts';
import { loadUsage } from './usage-store.ts';

/** What the queue needs: the database, the time, and the limits in force. */
export interface QueueDeps {
  sql: Pool;
  clock: Clock;
  limits: LimitsSource;
}

/** The limits as this transaction sees them; asked under the lock, so that no change can come between. */
export interface LimitsSource {
  /** `lagMs`: how far sliding windows are behind the clock, see capacity/steady-time.ts. */
  current(sql: Sql, now: Date): Promise<{ limits: Limits; lagMs: number }>;
  /** The transaction that saw these has been committed; until then what `current` wrote may be undone. */
  committed(limits: Limits): void;
}

/** Limits, usage and the present, consistent with each other and held still until the transaction ends. */
export interface LimitsState {
  limits: Limits;
  usage: Usage;
  now: Date;
}

/** Runs `work` in a transaction that no other reader or writer of the limits overlaps, on any worker. */
export async function withLimits<T>(deps: QueueDeps, work: (tx: Sql, state: LimitsState) => Promise<T>): Promise<T> {
  const { limits, result } = await deps.sql.begin(async (tx) => {
    await lockLimits(tx);
    const now = deps.clock.now();
    const { limits, lagMs } = await deps.limits.current(tx, now);
    const usage = await loadUsage(tx, dayOf(now.getTime(), limits.timeZone));
    return { limits, result: await work(tx, { limits, usage: { ...usage, lagMs }, now }) };
  });
  deps.limits.committed(limits);
  return result;
}
