import type { Deps } from '../deps.ts';
import { countsByCampaign, type QueueCounts } from '../queue/queue-counts.ts';
import { type CampaignWaiting, campaignsWaiting } from './campaign-waiting.ts';
import { type RunningCampaign, runningCampaigns } from './running-store.ts';

/** How a running campaign is getting on. */
export interface RunningStats extends RunningCampaign {
  counts: QueueCounts;
  /** `null` while it is sending. */
  waiting: CampaignWaiting | null;
  /** Messages accepted per minute since the campaign began. */
  netRatePerMinute: number;
}

/** How the running campaigns, or those of `campaignIds` that run, are getting on. */
export async function runningStats(
  deps: Pick<Deps, 'sql' | 'clock' | 'secrets'>,
  campaignIds: readonly number[] | null,
): Promise<RunningStats[]> {
  const now = deps.clock.now();
  const campaigns = await runningCampaigns(deps.sql, campaignIds, now);
  const counts = await countsByCampaign(
    deps.sql,
    campaigns.map(({ id }) => id),
  );
  const waiting = await campaignsWaiting(deps, campaigns, counts);
  return campaigns.map((campaign) => {
    const own = counts.get(campaign.id)!;
    return {
      ...campaign,
      counts: own,
      waiting: waiting.get(campaign.id) ?? null,
      netRatePerMinute: ratePerMinute(own.sent, campaign.startedAt, now),
    };
  });
}

/** To two decimals. A campaign that began within the last second is reckoned as if it had begun a second ago. */
export function ratePerMinute(count: number, since: Date | null, now: Date): number {
  if (since === null) return 0;
  const minutes = Math.max(now.getTime() - since.getTime(), 1000) / 60_000;
  return Math.round((count / minutes) * 100) / 100;
}
