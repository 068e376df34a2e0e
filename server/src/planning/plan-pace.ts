import type { Capacity } from '../capacity/capacity.ts';
import { serversFor } from '../capacity/direct.ts';
import type { Instant } from '../capacity/limit.ts';
import { openMs } from '../capacity/open-time.ts';
import { leftToSpread, nextRelease, type Pace, type Release, releaseApartMs } from '../capacity/pacing.ts';
import type { Lane } from './plan-lane.ts';

/** Into so many releases at most a plan parts the time until a deadline; and a usual day of a campaign without one. */
const [mostReleases, mostReleasesADay] = [1_000, 300];
const weekMs = 7 * 86_400_000;

/**
 * How far a plan has releases apart at least. Live a campaign of many messages is released from second to second; its plan
 * takes steps of a thousandth of the time until the deadline, or of a 300th of a day, and is never further ahead than that.
 * Where it has fewer messages it is the same, and when the last of them leaves is told to the second in any case.
 */
export function planApartMs({ window, deadline }: Pace, now: Instant): number {
  const apartMs =
    deadline === null
      ? openMs(window, now, now + weekMs) / 7 / mostReleasesADay
      : openMs(window, now, deadline) / mostReleases;
  return Math.max(releaseApartMs, Math.ceil(apartMs));
}

/** How many rows a lane has, and how many of them its pace spreads; see `leftToSpread`. */
export function leftOf(
  lane: Lane,
  pace: Pace,
  { capacity, now }: { capacity: Capacity; now: Instant },
): { queued: number; left: number } {
  const queued = lane.count;
  const servers = serversFor(capacity, lane.campaign);
  return { queued, left: leftToSpread(pace, queued, { capacity, servers, now }) };
}

/** What a lane may send next by its pace; `null` if only limits hold it back. */
export function releaseOf(lane: Lane, capacity: Capacity, now: Instant): Release | null {
  const { pace } = lane.campaign;
  if (!pace) return null;
  const { left } = leftOf(lane, pace, { capacity, now });
  const { latest, asked } = lane;
  if (asked && asked.now === now && asked.left === left && asked.latest === latest) return asked.release;
  const release = nextRelease(pace, { left, latest, now }, lane.apartMs);
  lane.asked = { now, left, latest, release };
  return release;
}

/** Notes that a lane has sent `count` messages of a release. */
export function noteRelease(lane: Lane, { at, count: most }: Release, count: number): void {
  const { pace } = lane.campaign;
  if (!pace || !Number.isFinite(most)) return;
  lane.latest = { at, count };
  if (lane.rows.length > 0) return;
  const last = Math.min(count, nextRelease(pace, { left: count, latest: null, now: at }).count);
  if (last === count) return;
  const latest = { at, count: count - last };
  lane.lastAt = Math.max(lane.lastAt, nextRelease(pace, { left: last, latest, now: at }).at);
}
