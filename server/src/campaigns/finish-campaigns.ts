import type { Clock } from '../clock.ts';
import type { Pool } from '../db/connect.ts';
import { doneCampaignIds, lockCampaign } from './campaign-store.ts';
import { moveCampaign } from './change-campaign-status.ts';

/**
 * Finishes those of these campaigns of which nothing is queued, being sent, or uncertain and undecided, and returns their
 * ids. Two workers that settle the last two rows both ask; one finds it done.
 */
export async function finishCampaigns(deps: { sql: Pool; clock: Clock }, campaignIds: number[]): Promise<number[]> {
  const finished: number[] = [];
  for (const campaignId of await doneCampaignIds(deps.sql, campaignIds)) {
    if (await finishIfStillDone(deps.sql, campaignId, deps.clock.now())) finished.push(campaignId);
  }
  return finished;
}

function finishIfStillDone(sql: Pool, campaignId: number, now: Date): Promise<boolean> {
  return sql.begin(async (tx) => {
    const campaign = await lockCampaign(tx, campaignId);
    const [stillDone] = await doneCampaignIds(tx, [campaignId]);
    if (campaign?.status !== 'running' || stillDone === undefined) return false;
    await moveCampaign(tx, campaignId, { to: 'finished', actor: 'queue', now });
    return true;
  });
}
