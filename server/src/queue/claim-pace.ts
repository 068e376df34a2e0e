import type { Capacity, ServerCapacity } from '../capacity/capacity.ts';
import type { Instant } from '../capacity/limit.ts';
import { leftToSpread, nextRelease, type Pace, type Release } from '../capacity/pacing.ts';
import type { RunningCampaign } from './claim-store.ts';
import { releaseOf } from './releases.ts';

/** How a campaign that is spread evenly goes on. */
export interface Spread {
  pace: Pace;
  left: number;
  latest: Release | null;
  /** What may leave next; 0 messages if none may before the next claim. */
  next: Release;
}

interface Paced {
  campaignId: number;
  /** `null`: as fast as limits allow. */
  spread: Spread | null;
}

/**
 * Of a campaign that had no rows when they were counted nothing is released: those that have come since have asked for another
 * claim, which spreads them.
 *
 * @param at.servers By which the campaign may leave; of `at.capacity`.
 */
export function spreadOf(
  pace: Pace,
  campaign: RunningCampaign,
  at: { capacity: Capacity; servers: readonly ServerCapacity[]; now: Instant },
): Spread {
  const left = leftToSpread(pace, campaign.queued!, at);
  const latest = releaseOf(campaign);
  const next = campaign.queued === 0 ? { at: at.now, count: 0 } : nextRelease(pace, { left, latest, now: at.now });
  return { pace, left, latest, next };
}

/** How many rows of a campaign may leave now, as far as its pace is concerned; 0 to Infinity. */
export function mostByPace({ spread }: Pick<Paced, 'spread'>, now: Instant): number {
  if (!spread) return Infinity;
  return spread.next.at <= now ? spread.next.count : 0;
}

/** The candidates that their campaigns' paces let go now, and those that they hold back. */
export function withinPace<Candidate extends Paced>(
  candidates: readonly Candidate[],
  now: Instant,
): { able: Candidate[]; held: Candidate[] } {
  const counts = new Map<number, number>();
  const parts = Map.groupBy(candidates, (candidate) => {
    const count = (counts.get(candidate.campaignId) ?? 0) + 1;
    counts.set(candidate.campaignId, count);
    return count <= mostByPace(candidate, now) ? 'able' : 'held';
  });
  return { able: parts.get('able') ?? [], held: parts.get('held') ?? [] };
}

/** What the campaigns that are spread release with these rows, by campaign id. */
export function releasesOf(rows: readonly Paced[]): Map<number, Release> {
  const releases = new Map<number, Release>();
  for (const { campaignId, spread } of rows) {
    if (spread) releases.set(campaignId, { at: spread.next.at, count: (releases.get(campaignId)?.count ?? 0) + 1 });
  }
  return releases;
}

/** When the pace next lets go of one of those that it holds back; `null` if it holds back none. */
export function nextByPace(
  held: readonly Paced[],
  releases: ReadonlyMap<number, Release>,
  now: Instant,
): Instant | null {
  let first: Instant | null = null;
  for (const { campaignId, spread } of held) {
    const { pace, left, latest } = spread!;
    const release = releases.get(campaignId);
    const { at } = nextRelease(pace, { left: left - (release?.count ?? 0), latest: release ?? latest, now });
    if (at > now && (first === null || at < first)) first = at;
  }
  return first;
}
