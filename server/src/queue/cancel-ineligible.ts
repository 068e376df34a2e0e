import type { Sql } from '../db/connect.ts';

/**
 * Cancels what waits in the queue for subscribers who may no longer be mailed by its campaign, and returns how many rows
 * those were. Belongs in the transaction that made them ineligible, after their rows were locked `for update`: beginning
 * an attempt locks them `for share`, so an attempt either began before that or does not begin.
 */
export async function cancelIneligible(
  sql: Sql,
  { subscriberIds, now }: { subscriberIds: readonly number[]; now: Date },
): Promise<number> {
  const result = await sql`
    update email_queue q
    set status = 'cancelled', last_error = 'subscriber left before it was sent', updated_at = ${now}
    where q.subscriber_id = any(${[...subscriberIds]}::int[])
      and q.status = 'queued'
      and not exists (
        select from campaign_audience a
        where a.campaign_id = q.campaign_id and a.subscriber_id = q.subscriber_id
      )
  `;
  return result.count;
}
