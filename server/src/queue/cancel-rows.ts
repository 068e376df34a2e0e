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
 * Cancels those of these rows that have just come back to the queue though their campaign is cancelled: whoever cancelled it saw
 * them being sent. Waits for a cancelling under way, which itself waits for no row that is being sent.
 */
export async function cancelReturned(
  sql: Sql,
  { rowIds, now }: { rowIds: readonly string[]; now: Date },
): Promise<number> {
  if (rowIds.length === 0) return 0;
  const result = await sql`
    with campaign as (
      select id, status
      from campaigns
      where id in (select campaign_id from email_queue where id = any(${[...rowIds]}::bigint[]))
      order by id
      for share
    )
    update email_queue q
    set status = 'cancelled', last_error = 'campaign cancelled', updated_at = ${now}
    from campaign c
    where q.id = any(${[...rowIds]}::bigint[])
      and q.status = 'queued'
      and c.id = q.campaign_id
      and c.status = 'cancelled'
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
