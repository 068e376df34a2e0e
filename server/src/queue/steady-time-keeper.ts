import { type SteadyTime, steadyTimeAt } from '../capacity/steady-time.ts';
import type { Clock } from '../clock.ts';
import type { Sql } from '../db/connect.ts';

/** The steady time at `now`, from what was last written of it; asked under the limits' lock. */
export type SteadyTimeKeeper = (last: SteadyTime | null, now: Date) => SteadyTime;

/** One for each process: it remembers when it looked last, by a counter that does not step with the clock. */
export function steadyTimeKeeper(clock: Clock): SteadyTimeKeeper {
  let lookedAtMs: number | null = null;

  return (last, now) => {
    const elapsedMs = clock.elapsedMs();
    const sinceLookMs = lookedAtMs === null ? null : elapsedMs - lookedAtMs;
    lookedAtMs = elapsedMs;
    return steadyTimeAt(last ?? { seenAt: now.getTime(), lagMs: 0 }, now.getTime(), sinceLookMs);
  };
}

/** `null` if nobody has looked yet. */
export async function loadSteadyTime(sql: Sql): Promise<SteadyTime | null> {
  const [row] = await sql<{ seenAt: Date; lagMs: string }[]>`select seen_at, lag_ms from steady_time`;
  return row ? { seenAt: row.seenAt.getTime(), lagMs: Number(row.lagMs) } : null;
}

export async function saveSteadyTime(sql: Sql, { seenAt, lagMs }: SteadyTime): Promise<void> {
  await sql`
    insert into steady_time (seen_at, lag_ms)
    values (${new Date(seenAt)}, ${lagMs})
    on conflict (singleton) do update set seen_at = excluded.seen_at, lag_ms = excluded.lag_ms
  `;
}
