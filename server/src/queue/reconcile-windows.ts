import { type Limits, slidingLimits } from '../capacity/limits.ts';
import { countedAt, emptyWindow } from '../capacity/sliding-window.ts';
import type { Sql } from '../db/connect.ts';
import { windowToSave } from './count-usage.ts';
import { countAttempts, deleteWindowsExcept, loadWindows, saveWindows } from './usage-store.ts';

/**
 * Makes the windows fit the limits after a change of settings, so that past usage keeps counting: a limit that is new,
 * or whose period is another, starts with what the attempts say; one that is gone is forgotten; a new maximum alone
 * changes nothing. Call it under the limits' lock.
 */
export async function reconcileWindows(sql: Sql, limits: Limits, time: { now: Date; lagMs: number }): Promise<void> {
  const wanted = slidingLimits(limits);
  await deleteWindowsExcept(sql, [...wanted.keys()]);
  const windows = await loadWindows(sql);
  for (const [key, { periodMs }] of wanted) {
    if (windows.get(key)?.periodMs === periodMs) continue;
    const serverUuid = key.startsWith('account:') ? null : key;
    const counts = await countAttempts(sql, { serverUuid, periodMs, ...time });
    const window = counts.reduce((sum, { at, count }) => countedAt(sum, at, count), emptyWindow(periodMs));
    await saveWindows(sql, [windowToSave(key, window, time)]);
  }
}
