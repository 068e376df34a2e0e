import { countingSince, type SlidingWindow, usedAt } from '../capacity/sliding-window.ts';
import type { WindowToSave } from './usage-store.ts';

/** A window with what an operator reads of it. */
export function windowToSave(
  key: string,
  window: SlidingWindow,
  { now, lagMs }: { now: Date; lagMs: number },
): WindowToSave {
  const at = now.getTime() - lagMs;
  const since = countingSince(window, at);
  return { key, window, used: usedAt(window, at), since: since === null ? null : new Date(since + lagMs) };
}
