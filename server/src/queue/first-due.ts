import type { Sql } from '../db/connect.ts';

/**
 * When the first email of each of these campaigns that waits in the queue is due, or was, by campaign id. Of those that
 * are due already it is any, so that this is quick however many there are.
 */
export async function firstDueAt(sql: Sql, campaignIds: readonly number[], now: Date): Promise<Map<number, Date>> {
  const rows = await sql<{ id: number; at: Date }[]>`
    select c.id, coalesce(due.scheduled_at, later.scheduled_at) as at
    from unnest(${[...campaignIds]}::int[]) as c (id)
    left join lateral (
      select scheduled_at
      from email_queue
      where campaign_id = c.id and status = 'queued' and scheduled_at <= ${now}
      limit 1
    ) as due on true
    left join lateral (
      select min(scheduled_at) as scheduled_at
      from email_queue
      where due.scheduled_at is null and campaign_id = c.id and status = 'queued'
    ) as later on true
    where coalesce(due.scheduled_at, later.scheduled_at) is not null
  `;
  return new Map(rows.map(({ id, at }) => [id, at]));
}
