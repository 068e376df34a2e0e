import type { SlidingLimit } from '../capacity/limit.ts';
import { type Limits, slidingLimits } from '../capacity/limits.ts';
import { type SlidingWindow, windowOf } from '../capacity/sliding-window.ts';
import type { Sql } from '../db/connect.ts';
import { countAttempts, deleteWindowsExcept, saveWindows } from './usage-store.ts';
import { windowToSave } from './window-to-save.ts';

export interface WindowsToFit {
  limits: Limits;
  /** As they are stored. */
  windows: ReadonlyMap<string, SlidingWindow>;
  now: Date;
  lagMs: number;
}

/**
 * The windows of these limits, and no others. When the settings have changed they are made to fit first, so that past usage
 * keeps counting: a limit that is new, or whose period is another, starts with what the attempts say; one that is gone is
 * forgotten; a new maximum alone changes nothing. Call it under the limits' lock.
 */
export async function fittingWindows(sql: Sql, toFit: WindowsToFit): Promise<Map<string, SlidingWindow>> {
  const { limits, windows } = toFit;
  const wanted = slidingLimits(limits);
  const fitting = new Map([...windows].filter(([key, { periodMs }]) => wanted.get(key)?.limit.periodMs === periodMs));
  if (fitting.size < windows.size) await deleteWindowsExcept(sql, [...fitting.keys()]);
  const missing = [...wanted].flatMap(([key, inForce]) => (fitting.has(key) ? [] : { key, ...inForce }));
  // Those that count the same over the same period are made together: the attempts are many, and the lock is held.
  for (const alike of Map.groupBy(missing, ({ limit }) => `${limit.periodMs} ${limit.counts}`).values()) {
    for (const [key, window] of await rebuild(sql, toFit, alike)) fitting.set(key, window);
  }
  return fitting;
}

interface Missing {
  key: string;
  limit: SlidingLimit;
  serverUuid: string | null;
}

async function rebuild(
  sql: Sql,
  { now, lagMs }: WindowsToFit,
  alike: readonly Missing[],
): Promise<[string, SlidingWindow][]> {
  const { limit } = alike[0]!;
  const all = await countAttempts(sql, {
    ...limit,
    serverUuids: alike.map(({ serverUuid }) => serverUuid),
    now,
    lagMs,
  });
  const byServer = Map.groupBy(all, ({ serverUuid }) => serverUuid);
  const windows = alike.map(({ key, serverUuid }): [string, SlidingWindow] => [
    key,
    windowOf(limit.periodMs, serverUuid === null ? all : (byServer.get(serverUuid) ?? [])),
  ]);
  await saveWindows(
    sql,
    windows.map(([key, window]) => windowToSave(key, window, { now, lagMs })),
  );
  return windows;
}
