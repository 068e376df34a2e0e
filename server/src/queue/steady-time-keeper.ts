import { type SteadyTime, steadyTimeAt } from '../capacity/steady-time.ts';
import type { Clock } from '../clock.ts';
import type { Sql } from '../db/connect.ts';

/** Looks at the steady time, in a transaction under the limits' lock, and answers how far windows are behind the clock. */
export type SteadyTimeKeeper = (sql: Sql, now: Date) => Promise<number>;

/** One for each process: it remembers when it looked last, by a counter that does not step with the clock. */
export function steadyTimeKeeper(clock: Clock): SteadyTimeKeeper {
  let lookedAtMs: number | null = null;

  return async (sql, now) => {
    const elapsedMs = clock.elapsedMs();
    const nowMs = now.getTime();
    const last = (await load(sql)) ?? { seenAt: nowMs, lagMs: 0 };
    const next = steadyTimeAt(last, nowMs, lookedAtMs === null ? null : elapsedMs - lookedAtMs);
    lookedAtMs = elapsedMs;
    await save(sql, next);
    return next.lagMs;
  };
}

/** How far windows are behind the clock, for telling people. */
export async function loadLag(sql: Sql): Promise<number> {
  return (await load(sql))?.lagMs ?? 0;
}

async function load(sql: Sql): Promise<SteadyTime | null> {
  const [row] = await sql<{ seenAt: Date; lagMs: string }[]>`select seen_at, lag_ms from steady_time`;
  return row ? { seenAt: row.seenAt.getTime(), lagMs: Number(row.lagMs) } : null;
}

async function save(sql: Sql, { seenAt, lagMs }: SteadyTime): Promise<void> {
  await sql`
    insert into steady_time (seen_at, lag_ms)
    values (${new Date(seenAt)}, ${lagMs})
    on conflict (singleton) do update set seen_at = excluded.seen_at, lag_ms = excluded.lag_ms
  `;
}
