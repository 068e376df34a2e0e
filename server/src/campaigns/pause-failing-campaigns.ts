import type { Clock } from '../clock.ts';
import type { Pool } from '../db/connect.ts';
import { AppError } from '../errors.ts';
import { failingCampaignIds, failuresOf } from './campaign-store.ts';
import { changeCampaignStatus } from './change-campaign-status.ts';

/**
 * Pauses those of these campaigns of which at least `maxErrors` messages have failed since they were last changed or
 * resumed, and returns their ids. Only a user resumes them. A message that is deferred has not failed: it fails when it is
 * refused for good, or its attempts are spent. The reason says how many, and what was said to the last.
 *
 * @param maxErrors 0 never pauses.
 */
export async function pauseFailingCampaigns(
  deps: { sql: Pool; clock: Clock },
  { campaignIds, maxErrors }: { campaignIds: number[]; maxErrors: number },
): Promise<number[]> {
  if (maxErrors === 0 || campaignIds.length === 0) return [];
  const failing = await failingCampaignIds(deps.sql, { campaignIds, maxErrors });
  for (const campaignId of failing) {
    const { count, lastError } = await failuresOf(deps.sql, campaignId);
    const reason = `${count} messages failed (app.max_send_errors is ${maxErrors}); the last reply: ${lastError ?? 'none'}`;
    await pauseForErrors(deps, campaignId, reason);
  }
  return failing;
}

/** Pauses a running campaign for a reason that a user must mend; one that is no longer running stays as it is. */
export async function pauseForErrors(
  deps: { sql: Pool; clock: Clock },
  campaignId: number,
  reason: string,
): Promise<void> {
  try {
    await changeCampaignStatus(deps, campaignId, { to: 'paused', actor: 'errors', reason });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}
