import type { Deps } from '../deps.ts';
import { cancelRow } from '../queue/cancel-rows.ts';
import { finishCampaigns } from './finish-campaigns.ts';

/**
 * Cancels one email. It may have been the last that its campaign was waiting for.
 *
 * @throws {AppError} `not_found`; `invalid`, naming the status it has, if it can't be cancelled.
 */
export async function cancelQueueRow(deps: Pick<Deps, 'sql' | 'clock'>, id: string): Promise<void> {
  const { campaignId } = await cancelRow(deps.sql, id, deps.clock.now());
  await finishCampaigns(deps, [campaignId]);
}
