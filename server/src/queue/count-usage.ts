import { dayOf } from '../capacity/calendar-day.ts';
import { slidingLimits } from '../capacity/limits.ts';
import { countedAt, emptyWindow } from '../capacity/sliding-window.ts';
import type { Sql } from '../db/connect.ts';
import type { LimitsState, PresentTime } from './limits-transaction.ts';
import { addMinuteUsage } from './minute-usage-store.ts';
import { addDailyUsage, saveWindows, type WindowToSave } from './usage-store.ts';
import { windowToSave } from './window-to-save.ts';

/** An attempt that is over, as the limits see it. */
export interface Counted {
  serverUuid: string;
  /** The server saw the message: sliding windows count it. */
  seen: boolean;
  /** The server accepted it, or may have: daily limits count it, of the calendar day and of 24 hours alike. */
  accepted: boolean;
}

/**
 * Counts attempts that are over, at `state.now`: the permit was held until this instant, so that the receiver can't
 * have counted the message later than Sluice does.
 */
export async function countUsage(sql: Sql, state: LimitsState, attempts: readonly Counted[]): Promise<void> {
  const { limits, usage, now } = state;
  const seen = countBy(attempts.filter((attempt) => attempt.seen));
  const accepted = countBy(attempts.filter((attempt) => attempt.accepted));
  const windows: WindowToSave[] = [];
  for (const [key, { limit, serverUuid }] of slidingLimits(limits)) {
    const counts = limit.counts === 'seen' ? seen : accepted;
    const count = serverUuid === null ? total(counts) : (counts.get(serverUuid) ?? 0);
    if (count === 0) continue;
    const before = usage.windows.get(key) ?? emptyWindow(limit.periodMs);
    windows.push(windowToSave(key, countedAt(before, countingAt(state).getTime(), count), { now, lagMs: usage.lagMs }));
  }
  await Promise.all([
    addDailyUsage(sql, dayOf(now.getTime(), limits.timeZone), accepted),
    addMinuteUsage(sql, now, accepted),
    saveWindows(sql, windows),
  ]);
}

/** The present by the time of sliding windows: kept with an attempt, for windows that are made later. */
export function countingAt({ now, usage }: PresentTime): Date {
  return new Date(now.getTime() - usage.lagMs);
}

/** How many of these go to each server. */
export function countBy(items: readonly { serverUuid: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { serverUuid } of items) counts.set(serverUuid, (counts.get(serverUuid) ?? 0) + 1);
  return counts;
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((a, b) => a + b, 0);
}
