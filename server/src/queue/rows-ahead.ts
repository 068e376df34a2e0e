import type { Sql } from '../db/connect.ts';

/** Beyond this many, those ahead of an email are not counted to the end. */
export const aheadCountedTo = 10_000;

/**
 * How many due emails of running campaigns leave before this one, in the order of a claim (see `dueRows` in claim-store.ts), by
 * servers that may be its own; counted up to `aheadCountedTo` of each campaign. Where campaigns share, those of the same
 * priority take turns, and only those of its own campaign are before it.
 */
export async function countRowsAhead(
  sql: Sql,
  rowId: string,
  { now, sharing, automatic }: { now: Date; sharing: 'oldest' | 'fair'; automatic: string },
): Promise<number> {
  const isFair = sharing === 'fair';
  const [row] = await sql<{ n: number }[]>`
    with campaign as materialized (
      select id, messenger, case priority when 'high' then 1 when 'normal' then 0 else -1 end as rank
      from campaigns
      where status = 'running'
    )
    select coalesce(sum(ahead.n), 0)::int as n
    from email_queue own
    join campaign mine on mine.id = own.campaign_id
    join campaign c on c.messenger = mine.messenger or ${automatic} in (c.messenger, mine.messenger)
    cross join lateral (
      select count(*) as n
      from (
        select from email_queue q
        where q.campaign_id = c.id and q.status = 'queued' and q.scheduled_at <= ${now} and q.priority > own.priority
        union all
        select from email_queue q
        where q.campaign_id = c.id and q.status = 'queued' and q.scheduled_at <= ${now} and q.priority = own.priority
          and c.rank > mine.rank
        union all
        select from email_queue q
        where q.campaign_id = c.id and q.status = 'queued' and q.scheduled_at <= ${now} and q.priority = own.priority
          and c.rank = mine.rank and (c.id = mine.id or not ${isFair})
          and (q.scheduled_at, q.id) < (own.scheduled_at, own.id)
        limit ${aheadCountedTo}
      ) as before
    ) as ahead
    where own.id = ${rowId}
  `;
  return row!.n;
}
