import type { Capacity } from '../capacity/capacity.ts';
import { serversFor } from '../capacity/direct.ts';
import type { Instant } from '../capacity/limit.ts';
import { leftToSpread, nextRelease, type Pace, type Release } from '../capacity/pacing.ts';
import type { Lane } from './plan-lane.ts';

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

/**
 * A release of so many messages, of a campaign that has so many, is looked at as a whole: where limits hold it back it may leave
 * in the time until the next one. Of others it counts when each message leaves, for the next follow it, as they do live.
 */
const [wholeRelease, wholeCampaign] = [20, 1_000];

/** What a lane may send next by its pace; `null` if only limits hold it back. */
export function releaseOf(lane: Lane, capacity: Capacity, now: Instant): Release | null {
  const { pace } = lane.campaign;
  if (!pace) return null;
  if (goesOn(lane, now)) return { at: lane.latest!.at, count: lane.begun!.left };
  const { latest, asked } = lane;
  const { left } = leftOf(lane, pace, { capacity, now });
  if (asked && asked.now === now && asked.left === left && asked.latest === latest) return asked.release;
  const release = nextRelease(pace, { left, latest, now }, lane.apartMs);
  lane.asked = { now, left, latest, release };
  return release;
}

/** Until when a release may leave if it is looked at as a whole; `null` if it is not. */
export function wholeUntil(lane: Lane, { count }: Pick<Release, 'count'>, now: Instant): Instant | null {
  if (goesOn(lane, now)) return lane.begun!.until;
  return count >= wholeRelease && lane.count >= wholeCampaign ? now + lane.apartMs : null;
}

function goesOn({ begun }: Lane, now: Instant): boolean {
  return begun !== null && begun.left > 0 && now < begun.until;
}

/** Notes what lanes have sent at `now` of what they released. */
export function noteReleases(
  releases: ReadonlyMap<Lane, Release>,
  sent: ReadonlyMap<Lane, number>,
  now: Instant,
): void {
  for (const [lane, release] of releases) {
    const count = sent.get(lane) ?? 0;
    if (count > 0) noteRelease(lane, release, count, now);
  }
}

function noteRelease(lane: Lane, { at, count: most }: Release, count: number, now: Instant): void {
  const { pace } = lane.campaign;
  if (!pace) return;
  const until = wholeUntil(lane, { count: most }, now);
  const given = goesOn(lane, now) ? lane.latest!.count + count : count;
  lane.latest = { at, count: given };
  lane.begun = until === null ? null : { left: most - count, until };
  if (lane.rows.length > 0) return;
  const last = Math.min(given, nextRelease(pace, { left: given, latest: null, now: at }).count);
  if (last === given) return;
  const latest = { at, count: given - last };
  lane.lastAt = Math.max(lane.lastAt, nextRelease(pace, { left: last, latest, now: at }).at);
}
