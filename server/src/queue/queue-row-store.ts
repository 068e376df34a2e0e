import type { Sql } from '../db/connect.ts';
import { likePart } from '../db/like-part.ts';
import type { Attempt, QueueRow, RowStatus } from './queue-row.ts';

export interface QueueRowFilter {
  campaignId?: number | undefined;
  /** Any of these; none given is all. */
  statuses?: readonly RowStatus[] | undefined;
  smtpServerUuid?: string | undefined;
  /** Part of the subscriber's email, whatever its case. */
  subscriber?: string | undefined;
}

/** Those that match, the newest first. Ids are found before anything is joined to them. */
export function findQueueRows(
  sql: Sql,
  filter: QueueRowFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<QueueRow[]> {
  return sql<QueueRow[]>`
    with page as materialized (
      select q.id
      from email_queue q
      ${matching(sql, filter)}
      order by q.id desc
      limit ${limit}
      offset ${offset}
    )
    select ${columns(sql)}
    from page
    join email_queue q on q.id = page.id
    ${names(sql)}
    order by q.id desc
  `;
}

/** Those that match, by ascending id, beyond an id. */
export function findQueueRowsAfter(
  sql: Sql,
  filter: QueueRowFilter,
  { after, limit }: { after: string; limit: number },
): Promise<QueueRow[]> {
  return sql<QueueRow[]>`
    select ${columns(sql)}
    from email_queue q
    ${names(sql)}
    ${matching(sql, filter)} and q.id > ${after}
    order by q.id
    limit ${limit}
  `;
}

/** The ids of those that match, ascending, beyond an id. */
export async function findQueueRowIdsAfter(
  sql: Sql,
  filter: QueueRowFilter,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select q.id
    from email_queue q
    ${matching(sql, filter)} and q.id > ${after}
    order by q.id
    limit ${limit}
  `;
  return rows.map(({ id }) => id);
}

/** How many match, or `most` if there are as many or more. */
export async function countQueueRows(sql: Sql, filter: QueueRowFilter, most: number): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n
    from (
      select
      from email_queue q
      ${matching(sql, filter)}
      limit ${most}
    ) as found
  `;
  return row!.n;
}

export async function findQueueRow(sql: Sql, id: string): Promise<QueueRow | undefined> {
  const [row] = await sql<QueueRow[]>`
    select ${columns(sql)}
    from email_queue q
    ${names(sql)}
    where q.id = ${id}
  `;
  return row;
}

/**
 * The rows of one subscriber, the newest first. By way of the campaigns: there is an index for a campaign's subscriber, and
 * none of all rows by subscriber, which every enqueueing would have to write.
 */
export function findRowsOfSubscriber(sql: Sql, subscriberId: number, limit: number): Promise<QueueRow[]> {
  return sql<QueueRow[]>`
    with own as materialized (
      select q.id
      from campaigns c
      cross join lateral (
        select id
        from email_queue
        where campaign_id = c.id and subscriber_id = ${subscriberId}
        offset 0
      ) q
      order by q.id desc
      limit ${limit}
    )
    select ${columns(sql)}
    from own
    join email_queue q on q.id = own.id
    ${names(sql)}
    order by q.id desc
  `;
}

/** The attempts at these rows, the first one first. */
export function findAttemptsOfRows(sql: Sql, rowIds: readonly string[]): Promise<(Attempt & { queueId: string })[]> {
  return sql<(Attempt & { queueId: string })[]>`
    select queue_id, id, smtp_server_uuid, message_id, started_at, finished_at, outcome, reply
    from attempts
    where queue_id = any(${[...rowIds]}::bigint[])
    order by id
  `;
}

/** The attempts at a row, the first one first. */
export function findAttempts(sql: Sql, rowId: string): Promise<Attempt[]> {
  return sql<Attempt[]>`
    select id, smtp_server_uuid, message_id, started_at, finished_at, outcome, reply
    from attempts
    where queue_id = ${rowId}
    order by id
  `;
}

/** Moves a row out of one of these statuses into another; `false` if it has none of them. */
export async function moveRow(
  sql: Sql,
  rowId: string,
  { from, to, reason, now }: { from: readonly RowStatus[]; to: RowStatus; reason: string; now: Date },
): Promise<boolean> {
  const result = await sql`
    update email_queue
    set status = ${to}, last_error = ${reason}, updated_at = ${now}
    where id = ${rowId} and status = any(${[...from]}::text[])
  `;
  return result.count === 1;
}

/** Puts a row of one of these statuses into the queue as if it were new; `false` if it has none of them. */
export async function requeue(
  sql: Sql,
  rowId: string,
  { from, now }: { from: readonly RowStatus[]; now: Date },
): Promise<boolean> {
  const result = await sql`
    update email_queue
    set ${asNew(sql, now)}
    where id = ${rowId} and status = any(${[...from]}::text[])
  `;
  return result.count === 1;
}

/**
 * Queues those of these rows that still have one of these statuses, as `requeue`, and whose subscriber may be mailed by the
 * campaign; returns how many those were. They are locked in the order of their ids, as everywhere.
 */
export async function requeueEligible(
  sql: Sql,
  ids: readonly string[],
  { from, now }: { from: readonly RowStatus[]; now: Date },
): Promise<number> {
  const result = await sql`
    with mine as materialized (
      select q.id
      from email_queue q
      where q.id = any(${[...ids]}::bigint[])
        and q.status = any(${[...from]}::text[])
        and exists (
          select from campaign_audience a where a.campaign_id = q.campaign_id and a.subscriber_id = q.subscriber_id
        )
      order by q.id
      for update
    )
    update email_queue q
    set ${asNew(sql, now)}
    from mine
    where q.id = mine.id
  `;
  return result.count;
}

/** Whether the row's subscriber may be mailed by its campaign now. */
export async function isEligible(
  sql: Sql,
  { campaignId, subscriberId }: Pick<QueueRow, 'campaignId' | 'subscriberId'>,
) {
  const rows = await sql`
    select from campaign_audience where campaign_id = ${campaignId} and subscriber_id = ${subscriberId} limit 1
  `;
  return rows.length > 0;
}

const asNew = (sql: Sql, now: Date) => sql`
  status = 'queued', retry_count = 0, suspicions = 0, first_deferred_at = null, deferred_by = null,
  scheduled_at = ${now}, assigned_smtp_server_uuid = null, updated_at = ${now}
`;

const columns = (sql: Sql) => sql`
  q.id, q.campaign_id, c.name as campaign_name, q.subscriber_id, s.email as subscriber_email, s.name as subscriber_name,
  q.status, q.priority, q.scheduled_at, q.sent_at, q.assigned_smtp_server_uuid, q.retry_count, q.last_error,
  q.created_at, q.updated_at
`;

const names = (sql: Sql) => sql`
  join campaigns c on c.id = q.campaign_id
  left join subscribers s on s.id = q.subscriber_id
`;

const matching = (sql: Sql, { campaignId, statuses, smtpServerUuid, subscriber }: QueueRowFilter) => sql`
  where true
    ${campaignId === undefined ? sql`` : sql`and q.campaign_id = ${campaignId}`}
    ${statuses?.length ? sql`and q.status = any(${[...statuses]}::text[])` : sql``}
    ${smtpServerUuid === undefined ? sql`` : sql`and q.assigned_smtp_server_uuid = ${smtpServerUuid}`}
    ${subscriber ? sql`and exists (select from subscribers s where s.id = q.subscriber_id and s.email ilike ${likePart(subscriber)})` : sql``}
`;
