import type { Deps } from '../deps.ts';
import { invalid } from '../errors.ts';
import { getQueueRow } from '../queue/get-queue-rows.ts';
import { requeueRow } from '../queue/requeue-row.ts';
import { lockCampaign } from './campaign-store.ts';
import { moveCampaign } from './change-campaign-status.ts';

/**
 * Queues one email again. A campaign that had finished runs again for it; one that is paused stays so.
 *
 * An uncertain email may have been accepted: retrying it is the operator's word that it was not, or that twice is better
 * than never.
 *
 * @throws {AppError} `not_found`; `invalid` if its status, its campaign or its subscriber does not allow it.
 */
export async function retryQueueRow(deps: Pick<Deps, 'sql' | 'clock'>, id: string): Promise<void> {
  const now = deps.clock.now();
  await deps.sql.begin(async (tx) => {
    const row = await getQueueRow(tx, id);
    const campaign = await lockCampaign(tx, row.campaignId);
    if (campaign?.status === 'cancelled') {
      throw invalid('id', `email ${id} belongs to a campaign that is cancelled, so it cannot be retried`);
    }
    await requeueRow(tx, row, now);
    if (campaign?.status === 'finished') {
      await moveCampaign(tx, row.campaignId, { to: 'running', actor: 'queue', now });
    }
  });
}
