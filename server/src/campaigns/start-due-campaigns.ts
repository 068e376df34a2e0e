import type { Clock } from '../clock.ts';
import type { Pool } from '../db/connect.ts';
import { AppError } from '../errors.ts';
import { dueCampaignIds } from './campaign-store.ts';
import { changeCampaignStatus } from './change-campaign-status.ts';

export { nextScheduledAt } from './campaign-store.ts';

/**
 * Starts the scheduled campaigns whose time has come, each in a transaction of its own, and returns how many those were.
 * A campaign that someone else starts, moves or deletes meanwhile is left to them.
 */
export async function startDueCampaigns(deps: { sql: Pool; clock: Clock }): Promise<number> {
  let started = 0;
  for (const campaignId of await dueCampaignIds(deps.sql, deps.clock.now())) {
    if (await startIfStillDue(deps, campaignId)) started += 1;
  }
  return started;
}

async function startIfStillDue(deps: { sql: Pool; clock: Clock }, campaignId: number): Promise<boolean> {
  try {
    await changeCampaignStatus(deps, campaignId, { to: 'running', actor: 'scheduler' });
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
