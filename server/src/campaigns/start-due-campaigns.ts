import type { Deps } from '../deps.ts';
import { dueCampaignIds, lockCampaign } from './campaign-store.ts';
import { moveCampaign } from './change-campaign-status.ts';

export { nextScheduledAt } from './campaign-store.ts';

/**
 * Starts the scheduled campaigns whose time has come, each in a transaction of its own, and returns how many those were.
 * A campaign that someone else starts, reschedules or deletes meanwhile is left to them.
 */
export async function startDueCampaigns(deps: Pick<Deps, 'sql' | 'clock'>): Promise<number> {
  const now = deps.clock.now();
  let started = 0;
  for (const campaignId of await dueCampaignIds(deps.sql, now)) {
    if (await startIfStillDue(deps.sql, campaignId, now)) started += 1;
  }
  return started;
}

function startIfStillDue(sql: Deps['sql'], campaignId: number, now: Date): Promise<boolean> {
  return sql.begin(async (tx) => {
    const campaign = await lockCampaign(tx, campaignId);
    if (campaign?.status !== 'scheduled' || campaign.sendAt! > now) return false;
    await moveCampaign(tx, campaignId, { to: 'running', actor: 'scheduler', now });
    return true;
  });
}
