import type { Instant } from '../capacity/limit.ts';
import { openMs } from '../capacity/open-time.ts';
import { type Pace, releaseApartMs } from '../capacity/pacing.ts';

/** A plan parts the time until a deadline into 300 releases; or, where those would be hours apart, into up to 1,000. */
const [usualReleases, mostReleases] = [300, 1_000];
/** And so many a usual day of a campaign without a deadline. */
const releasesADay = 300;
const hourMs = 3_600_000;
const weekMs = 7 * 24 * hourMs;

/**
 * How far a plan has releases apart at least. Live a campaign of many messages is released from second to second; its plan
 * takes steps of a 300th of the time until the deadline, or of a 300th of a day, and is never further ahead than that.
 * Where it has fewer messages it is the same, and when the last of them leaves is told to the second in any case.
 */
export function planApartMs({ window, deadline }: Pace, now: Instant): number {
  const spreadMs = openMs(window, now, deadline ?? now + weekMs);
  const apartMs =
    deadline === null
      ? spreadMs / 7 / releasesADay
      : Math.max(spreadMs / mostReleases, Math.min(spreadMs / usualReleases, hourMs));
  return Math.max(releaseApartMs, Math.ceil(apartMs));
}
