import { type Limits, slidingLimits } from '../capacity/limits.ts';
import { countedAt, emptyWindow, type SlidingWindow } from '../capacity/sliding-window.ts';
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
  const fitting = new Map([...windows].filter(([key, { periodMs }]) => wanted.get(key)?.periodMs === periodMs));
  if (fitting.size < windows.size) await deleteWindowsExcept(sql, [...fitting.keys()]);
  for (const [key, { periodMs }] of wanted) {
    if (!fitting.has(key)) fitting.set(key, await rebuild(sql, { ...toFit, key, periodMs }));
  }
  return fitting;
}

async function rebuild(
  sql: Sql,
  { key, periodMs, now, lagMs }: WindowsToFit & { key: string; periodMs: number },
): Promise<SlidingWindow> {
  const serverUuid = key.startsWith('account:') ? null : key;
  const counts = await countAttempts(sql, { serverUuid, periodMs, now, lagMs });
  const window = counts.reduce((sum, { at, count }) => countedAt(sum, at, count), emptyWindow(periodMs));
  await saveWindows(sql, [windowToSave(key, window, { now, lagMs })]);
  return window;
}
