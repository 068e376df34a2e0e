import type { Sql } from '../db/connect.ts';
import { cancellable, noQueueRow, type QueueRow, wrongStatus } from './queue-row.ts';
import { findQueueRow, moveRow } from './queue-row-store.ts';

/** Rows that one statement cancels: it is over in a fraction of a second. */
const chunkSize = 5_000;

/**
 * Cancels every row of the campaign that waits to be sent, and returns how many those were. What is being sent at this
 * moment is left to its outcome. Chunk by chunk: given the pool, it holds up nobody, however many there are, and can stop
 * anywhere and go on.
 *
 * @param options.reason Kept with each row: "campaign cancelled".
 */
export async function cancelCampaignRows(
  sql: Sql,
  { campaignId, reason, now }: { campaignId: number; reason: string; now: Date },
): Promise<number> {
  let cancelled = 0;
  for (;;) {
    // Locked by ascending id, as everything that changes many rows at once: none waits for another in a circle.
    const { count } = await sql`
      with chunk as materialized (
        select id from email_queue where campaign_id = ${campaignId} and status = 'queued' limit ${chunkSize}
      ), locked as materialized (
        select q.id from chunk join email_queue q on q.id = chunk.id order by q.id for update of q
      )
      update email_queue q
      set status = 'cancelled', last_error = ${reason}, updated_at = ${now}
      from locked
      where q.id = locked.id and q.status = 'queued'
    `;
    if (count === 0) return cancelled;
    cancelled += count;
  }
}

/** The cancelled campaigns of which rows wait to be sent: cancelling was cut short, or they were queued by hand. */
export async function cancelledWithRows(sql: Sql): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select c.id
    from campaigns c
    cross join lateral (select from email_queue q where q.campaign_id = c.id and q.status = 'queued' limit 1) as waiting
    where c.status = 'cancelled'
    order by c.id
  `;
  return rows.map(({ id }) => id);
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
