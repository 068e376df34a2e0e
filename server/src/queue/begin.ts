import type { WindowSpan } from '../capacity/send-window.ts';
import type { Pool, Sql } from '../db/connect.ts';
import { lockToBegin } from '../db/locks.ts';

/** A row whose hand-over is about to begin. */
export interface Beginning {
  rowId: string;
  campaignId: number;
  serverUuid: string;
  messageId: string;
  limitsVersion: string;
}

/** An attempt that has begun, and what its message is made of. */
export interface Begun {
  rowId: string;
  attemptId: string;
  /** Of the campaign, as in `RunningCampaign`. */
  revisedAt: Date;
  /** Of the campaign, as they are now: they can be changed while it runs. */
  sendWindows: WindowSpan[];
  subscriber: { uuid: string; email: string; name: string; attribs: Record<string, unknown> };
}

/**
 * Records attempts before anything is handed over, so that a crash can't hide one. Those that are not in the answer must
 * not be sent: the worker no longer holds the row, the limits are no longer those it was claimed under, its campaign is no longer running, or its subscriber has left.
 *
 * What forbids them (a pause, an unsubscribe) waits for beginnings under way and is seen by those after it. A worker whose lease has been taken away can't begin: its row in `workers` is gone, and taking it away waits for
 * beginnings that are under way.
 */
export function beginAttempts(
  sql: Pool,
  { workerId, now, rows }: { workerId: string; now: Date; rows: readonly Beginning[] },
): Promise<Begun[]> {
  return sql.begin(async (tx) => {
    // Sent together, run one after another, each seeing what was committed while the one before it waited.
    const [, , begun] = await Promise.all([
      lockToBegin(tx),
      holdLease(tx, workerId),
      openAttempts(tx, { workerId, now, rows }),
    ]);
    return begun;
  }) as Promise<Begun[]>;
}

/** Until the transaction ends, the worker's lease isn't taken away. */
async function holdLease(sql: Sql, workerId: string): Promise<void> {
  await sql`select from workers where id = ${workerId} for key share`;
}

/** What the database answers in one value: a driver takes several µs for each row, and more for each column. */
interface Opened {
  campaigns: [id: number, revisedAt: string, sendWindows: WindowSpan[]][] | null;
  attempts: [rowId: string, attemptId: string, campaignId: number, subscriber: Begun['subscriber']][] | null;
}

/**
 * `limit 1` makes the planner look each row up, instead of trusting statistics of a status that lasts moments. The audience is
 * that of the view `campaign_audience`, asked with what is at hand: by itself it would look up each campaign, its lists, and
 * the subscriber, once more for each row.
 */
async function openAttempts(
  sql: Sql,
  { workerId, now, rows }: { workerId: string; now: Date; rows: readonly Beginning[] },
): Promise<Begun[]> {
  const [opened] = await sql<[Opened]>`
    with running as materialized (
      select c.id, c.type, c.send_windows, v.revised_at
      from campaigns c
      join campaign_revisions v on v.campaign_id = c.id
      where c.status = 'running' and c.id = any(${[...new Set(rows.map((r) => r.campaignId))]}::int[])
    ), lists_of_running as materialized (
      select c.id as campaign_id, c.type, l.id, l.optin
      from running c
      join campaign_lists cl on cl.campaign_id = c.id
      join lists l on l.id = cl.list_id
    ), held as materialized (
      select r.row_id, r.server_uuid, r.message_id, q.campaign_id, nextval('attempts_id_seq') as attempt_id,
        s.uuid, s.email, s.name, s.attribs
      from unnest(
        ${rows.map((r) => r.rowId)}::bigint[],
        ${rows.map((r) => r.serverUuid)}::text[],
        ${rows.map((r) => r.messageId)}::text[],
        ${rows.map((r) => r.limitsVersion)}::bigint[]
      ) as r (row_id, server_uuid, message_id, limits_version)
      cross join lateral (
        select campaign_id, subscriber_id, status, leased_by from email_queue where id = r.row_id limit 1
      ) as q
      cross join lateral (
        select id, uuid, email, name, attribs, status from subscribers where id = q.subscriber_id limit 1
      ) as s
      cross join lateral (
        select
        from lists_of_running l
        join subscriptions sn on sn.list_id = l.id and sn.subscriber_id = s.id
        where l.campaign_id = q.campaign_id and lets_in(l.type, l.optin, sn.status)
        limit 1
      ) as still_in_audience
      where q.status = 'sending' and q.leased_by = ${workerId} and s.status = 'enabled'
        and exists (select from workers where id = ${workerId})
        and r.limits_version = (select version from configuration)
      order by r.row_id
    ), opened as (
      insert into attempts (id, queue_id, campaign_id, smtp_server_uuid, worker_id, message_id, started_at)
      select attempt_id, row_id, campaign_id, server_uuid, ${workerId}, message_id, ${now}
      from held
    )
    select
      (select json_agg(json_build_array(id, revised_at, send_windows)) from running) as campaigns,
      (
        select json_agg(json_build_array(
          row_id::text, attempt_id::text, campaign_id,
          json_build_object('uuid', uuid, 'email', email, 'name', name, 'attribs', attribs)
        ))
        from held
      ) as attempts
  `;
  const running = new Map(
    opened.campaigns?.map(([id, revisedAt, sendWindows]) => [id, { revisedAt: new Date(revisedAt), sendWindows }]),
  );
  const attempts = opened.attempts ?? [];
  return attempts.map(([rowId, attemptId, campaignId, subscriber]) => ({
    ...{ rowId, attemptId, subscriber },
    ...running.get(campaignId)!,
  }));
}
