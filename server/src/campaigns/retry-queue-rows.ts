import type { Deps } from '../deps.ts';
import { invalid } from '../errors.ts';
import { type FilterOfCampaign, idsInChunks, requeueRows } from '../queue/requeue-rows.ts';
import { lockCampaign } from './campaign-store.ts';
import { moveCampaign } from './change-campaign-status.ts';
import { getCampaign } from './get-campaign.ts';

/** What came of it. */
export interface Retried {
  count: number;
  /** Left as they were: whoever they are for may no longer be mailed, or another was quicker. */
  skipped: number;
}

/**
 * Queues all emails of a campaign that match again as if they were new, some thousands at a time, so that sending goes on
 * meanwhile. A campaign that had finished runs again for them; one that is paused stays so.
 *
 * @throws {AppError} `not_found`; `invalid` if the campaign is cancelled, which it may also become meanwhile.
 */
export async function retryQueueRows(
  { sql, clock }: Pick<Deps, 'sql' | 'clock'>,
  filter: FilterOfCampaign,
): Promise<Retried> {
  const { campaignId } = filter;
  await getCampaign(sql, campaignId);
  const retried: Retried = { count: 0, skipped: 0 };
  for await (const ids of idsInChunks(sql, filter)) {
    const count = await sql.begin(async (tx) => {
      const now = clock.now();
      const campaign = await lockCampaign(tx, campaignId);
      if (!campaign || campaign.status === 'cancelled') {
        throw invalid('campaign_id', `campaign ${campaignId} is cancelled, so its emails cannot be retried`);
      }
      const queued = await requeueRows(tx, ids, { from: filter.statuses, now });
      if (queued > 0 && campaign.status === 'finished') {
        await moveCampaign(tx, campaignId, { to: 'running', actor: 'queue', now });
      }
      return queued;
    });
    retried.count += count;
    retried.skipped += ids.length - count;
  }
  return retried;
}
