import type { Deps } from '../deps.ts';
import { cancellable, noQueueRow, wrongStatus } from '../queue/queue-row.ts';
import { findQueueRow, moveRow } from '../queue/queue-row-store.ts';
import { finishCampaigns } from './finish-campaigns.ts';

/**
 * Takes one email out of the queue, or decides that an uncertain one stays unsent. It may have been the last that its
 * campaign was waiting for.
 *
 * @throws {AppError} `not_found`; `invalid`, naming the status it has, if it can't be cancelled.
 */
export async function cancelQueueRow(deps: Pick<Deps, 'sql' | 'clock'>, id: string): Promise<void> {
  const change = { from: cancellable, to: 'cancelled', reason: 'cancelled by the operator' } as const;
  const isCancelled = await moveRow(deps.sql, id, { ...change, now: deps.clock.now() });
  const row = await findQueueRow(deps.sql, id);
  if (!row) throw noQueueRow(id);
  if (!isCancelled) throw wrongStatus(id, row.status, { allowed: cancellable, verb: 'cancelled' });
  await finishCampaigns(deps, [row.campaignId]);
}
