import type { SlidingLimit } from '../capacity/limit.ts';
import { type Limits, slidingLimits } from '../capacity/limits.ts';
import { type SlidingWindow, windowOf } from '../capacity/sliding-window.ts';
import type { Sql } from '../db/connect.ts';
import { windowToSave } from './count-usage.ts';
import { countAttempts, deleteWindowsExcept, saveWindows } from './usage-store.ts';

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
  for (const [key, inForce] of wanted) {
    if (!fitting.has(key)) fitting.set(key, await rebuild(sql, { ...toFit, ...inForce, key }));
  }
  return fitting;
}

async function rebuild(
  sql: Sql,
  {
    key,
    limit,
    serverUuid,
    now,
    lagMs,
  }: WindowsToFit & { key: string; limit: SlidingLimit; serverUuid: string | null },
): Promise<SlidingWindow> {
  const window = windowOf(limit.periodMs, await countAttempts(sql, { ...limit, serverUuid, now, lagMs }));
  await saveWindows(sql, [windowToSave(key, window, { now, lagMs })]);
  return window;
}
