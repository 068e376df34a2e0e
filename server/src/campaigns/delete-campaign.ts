import type { Deps } from '../deps.ts';
import { AppError } from '../errors.ts';
import { deleteCampaign, lockCampaign } from './campaign-store.ts';
import { noCampaign } from './get-campaign.ts';

/**
 * Deletes campaigns with their queue rows: all of them, or none.
 *
 * @throws {AppError} `not_found`; `invalid`, naming `status`, if one of them is running.
 */
export async function deleteCampaigns(deps: Pick<Deps, 'sql'>, campaignIds: readonly number[]): Promise<void> {
  await deps.sql.begin(async (tx) => {
    // In one order, so that two deletions of the same campaigns never wait for one another in a circle.
    for (const campaignId of new Set(campaignIds.toSorted((a, b) => a - b))) {
      const campaign = await lockCampaign(tx, campaignId);
      if (!campaign) throw noCampaign(campaignId);
      const { status } = campaign;
      if (status === 'running') {
        throw new AppError('invalid', 'A running campaign cannot be deleted: cancel it first', {
          field: 'status',
          status,
        });
      }
      await deleteCampaign(tx, campaignId);
    }
  });
}
