import { type SteadyTime, steadyTimeAt } from '../capacity/steady-time.ts';
import type { Clock } from '../clock.ts';
import type { Sql } from '../db/connect.ts';

/** The steady time at `now`, from what was last written of it; asked under the limits' lock. */
export type SteadyTimeKeeper = (last: SteadyTime | null, now: Date) => SteadyTime;

/** One for each process: it remembers what it saw last, and when, by a counter that does not step with the clock. */
export function steadyTimeKeeper(clock: Clock): SteadyTimeKeeper {
  let looked: { steadyMs: number; elapsedMs: number } | null = null;

  return (last, now) => {
    const elapsedMs = clock.elapsedMs();
    const expected = looked && looked.steadyMs + elapsedMs - looked.elapsedMs;
    const steady = steadyTimeAt(last ?? { seenAt: now.getTime(), lagMs: 0 }, now.getTime(), expected);
    looked = { steadyMs: now.getTime() - steady.lagMs, elapsedMs };
    return steady;
  };
}

/** What time limits count by: for sliding windows, and whose calendar days. */
export interface LimitsTime extends SteadyTime {
  readonly timeZone: string;
}

/** `null` if nobody has looked yet. */
export async function loadLimitsTime(sql: Sql): Promise<LimitsTime | null> {
  const [row] = await sql<{ seenAt: Date; lagMs: string; timeZone: string }[]>`
    select seen_at, lag_ms, time_zone from steady_time
  `;
  return row ? { seenAt: row.seenAt.getTime(), lagMs: Number(row.lagMs), timeZone: row.timeZone } : null;
}

export async function saveLimitsTime(sql: Sql, { seenAt, lagMs, timeZone }: LimitsTime): Promise<void> {
  await sql`
    insert into steady_time (seen_at, lag_ms, time_zone)
    values (${new Date(seenAt)}, ${lagMs}, ${timeZone})
    on conflict (singleton) do update
    set seen_at = excluded.seen_at, lag_ms = excluded.lag_ms, time_zone = excluded.time_zone
  `;
}
