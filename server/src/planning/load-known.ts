import { noCampaign } from '../campaigns/get-campaign.ts';
import type { Deps } from '../deps.ts';
import { presentCapacity } from '../queue/present-capacity.ts';
import { countsByCampaign } from '../queue/queue-counts.ts';
import { latestReleases } from '../queue/releases.ts';
import type { PlannedRows } from './plan-world.ts';
import { laterRows, type OpenCampaign, openCampaigns, recentAttempts, unqueuedCounts } from './planning-store.ts';
import { attemptMsOf, deferredShareOf } from './recent-attempts.ts';
import type { Known } from './world-of.ts';

export interface KnownWorld extends Known {
  /** The one that is asked about. */
  readonly campaign: OpenCampaign;
}

const recentMs = 24 * 3_600_000;
const mostRecent = 5_000;

/**
 * All that a plan of one campaign is made from, as it is at this moment.
 *
 * @throws {AppError} `not_found`.
 */
export async function loadKnown(deps: Deps, campaignId: number): Promise<KnownWorld> {
  const { sql } = deps;
  const { configuration, usage, now } = await presentCapacity(deps);
  const campaigns = await openCampaigns(sql, campaignId);
  const campaign = campaigns.find(({ id }) => id === campaignId);
  if (!campaign) throw noCampaign(campaignId);

  const ids = campaigns.map(({ id }) => id);
  const unqueued = campaigns
    .filter(({ queuedAt, status }) => queuedAt === null && isToCome(status))
    .map(({ id }) => id);
  const since = new Date(now.getTime() - recentMs);
  const spread = campaigns.filter(({ pacing }) => pacing === 'even').map(({ id }) => id);
  const [counts, people, later, recent, releases] = await Promise.all([
    countsByCampaign(sql, ids),
    unqueuedCounts(sql, unqueued),
    laterRows(sql, ids, now),
    recentAttempts(sql, { since, limit: mostRecent }),
    latestReleases(sql, spread),
  ]);
  return {
    configuration,
    usage,
    now,
    campaign,
    attemptMs: attemptMsOf(recent),
    campaigns: campaigns.map((one) => {
      const { id, name, messenger, rank, weight, sendWindows, pacing, deadline } = one;
      const own = later.filter((rows) => rows.campaignId === id);
      const queued = counts.get(id)!.queued - own.reduce((sum, { count }) => sum + count, 0);
      const due = Math.max(0, queued) + (people.get(id) ?? 0);
      const first: PlannedRows = { dueAt: dueAtOf(one, now), count: due, attempts: 0 };
      const rows = [first, ...own.map(({ dueAt, count, attempts }) => ({ dueAt: dueAt.getTime(), count, attempts }))];
      const deferredShare = deferredShareOf(recent, id);
      return {
        id,
        name,
        messenger,
        rank,
        weight,
        sendWindows,
        pacing,
        deadline,
        latest: releases.get(id) ?? null,
        deferredShare,
        rows: rows.filter(({ count }) => count > 0),
      };
    }),
  };
}

/** Whether people may yet be queued for it. */
function isToCome(status: OpenCampaign['status']): boolean {
  return status !== 'finished' && status !== 'cancelled';
}

/** Since when, or from when on, its rows can leave: of two running campaigns the one that started first is first. */
function dueAtOf({ status, sendAt, startedAt }: OpenCampaign, now: Date): number {
  if (status === 'scheduled' || status === 'draft') return Math.max(now.getTime(), sendAt?.getTime() ?? 0);
  return Math.min(now.getTime(), startedAt?.getTime() ?? now.getTime());
}
