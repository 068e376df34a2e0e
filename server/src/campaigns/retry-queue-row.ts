import type { Sql } from '../db/connect.ts';
import type { Deps } from '../deps.ts';
import { invalid } from '../errors.ts';
import { noQueueRow, type QueueRow, retriable, wrongStatus } from '../queue/queue-row.ts';
import { findQueueRow, isEligible, requeueRow } from '../queue/queue-row-store.ts';
import { lockCampaign } from './campaign-store.ts';
import { moveCampaign } from './change-campaign-status.ts';

/**
 * Queues one email again as if it were new: due now, with all its attempts before it. A campaign that had finished runs
 * again for it; one that is paused stays so.
 *
 * An uncertain email may have been accepted: retrying it is the operator's word that it was not, or that twice is better
 * than never.
 *
 * @throws {AppError} `not_found`; `invalid` if its status, its campaign or its subscriber does not allow it.
 */
export async function retryQueueRow(deps: Pick<Deps, 'sql' | 'clock'>, id: string): Promise<void> {
  const now = deps.clock.now();
  await deps.sql.begin(async (tx) => {
    const row = await findQueueRow(tx, id);
    if (!row) throw noQueueRow(id);
    const campaign = await lockCampaign(tx, row.campaignId);
    if (campaign?.status === 'cancelled') {
      throw invalid('id', `email ${id} belongs to a campaign that is cancelled, so it cannot be retried`);
    }
    await requeue(tx, row, now);
    if (campaign?.status === 'finished') {
      await moveCampaign(tx, row.campaignId, { to: 'running', actor: 'queue', now });
    }
  });
}

/** A worker or another operator may have moved the row since it was read. */
async function requeue(tx: Sql, row: QueueRow, now: Date): Promise<void> {
  if (!(await requeueRow(tx, row.id, { from: retriable, now }))) {
    const { status } = (await findQueueRow(tx, row.id)) ?? row;
    throw wrongStatus(row.id, status, { allowed: retriable, verb: 'retried' });
  }
  if (!(await isEligible(tx, row))) {
    throw invalid('id', `email ${row.id} is for someone whom its campaign may no longer mail`);
  }
}
