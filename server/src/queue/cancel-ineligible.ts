import type { Sql } from '../db/connect.ts';
import { lockBeginnings } from '../db/locks.ts';

/**
 * Cancels what waits in the queue for subscribers who may no longer be mailed by its campaign, and returns how many rows
 * those were. Belongs at the end of the transaction that made them ineligible: an attempt either began before that, or does
 * not begin.
 */
export async function cancelIneligible(
  sql: Sql,
  { subscriberIds, now }: { subscriberIds: readonly number[]; now: Date },
): Promise<number> {
  await lockBeginnings(sql);
  const result = await sql`
    with left_over as materialized (
      select q.id
      from email_queue q
      where q.subscriber_id = any(${[...subscriberIds]}::int[])
        and q.status = 'queued'
        and not exists (
          select from campaign_audience a
          where a.campaign_id = q.campaign_id and a.subscriber_id = q.subscriber_id
        )
      order by q.id
      for update
    )
    update email_queue q
    set status = 'cancelled', last_error = 'subscriber left before it was sent', updated_at = ${now}
    from left_over
    where q.id = left_over.id and q.status = 'queued'
  `;
  return result.count;
}
