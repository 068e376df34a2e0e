import type { Sql } from '../db/connect.ts';
import { cancellable, noQueueRow, type QueueRow, wrongStatus } from './queue-row.ts';
import { findQueueRow, moveRow } from './queue-row-store.ts';

/**
 * Cancels every row of the campaign that waits to be sent, and returns how many those were. What is being sent at this
 * moment is left to its outcome.
 *
 * @param options.reason Kept with each row: "campaign cancelled".
 */
export async function cancelCampaignRows(
  sql: Sql,
  { campaignId, reason, now }: { campaignId: number; reason: string; now: Date },
): Promise<number> {
  const result = await sql`
    update email_queue
    set status = 'cancelled', last_error = ${reason}, updated_at = ${now}
    where campaign_id = ${campaignId} and status = 'queued'
  `;
  return result.count;
}

/**
 * Cancels one row that waits to be sent, or decides that an uncertain one stays unsent; returns it.
 *
 * @throws {AppError} `not_found`; `invalid`, naming the status it has, if it can't be cancelled.
 */
export async function cancelRow(sql: Sql, id: string, now: Date): Promise<QueueRow> {
  const change = { from: cancellable, to: 'cancelled', reason: 'cancelled by the operator', now } as const;
  const isCancelled = await moveRow(sql, id, change);
  const row = await findQueueRow(sql, id);
  if (!row) throw noQueueRow(id);
  if (!isCancelled) throw wrongStatus(row, { allowed: cancellable, verb: 'cancelled' });
  return row;
}
