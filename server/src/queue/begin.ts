import type { Pool, Sql } from '../db/connect.ts';
import { lockToBegin } from '../db/locks.ts';

/** A row whose hand-over is about to begin. */
export interface Beginning {
  rowId: string;
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
    await lockToBegin(tx);
    const [worker] = await tx`select from workers where id = ${workerId} for key share`;
    return worker ? openAttempts(tx, { workerId, now, rows }) : [];
  }) as Promise<Begun[]>;
}

function openAttempts(
  sql: Sql,
  { workerId, now, rows }: { workerId: string; now: Date; rows: readonly Beginning[] },
): Promise<Begun[]> {
  return sql<Begun[]>`
    with held as (
      select
        q.id, q.campaign_id, v.revised_at, r.server_uuid, r.message_id,
        jsonb_build_object('uuid', s.uuid, 'email', s.email, 'name', s.name, 'attribs', s.attribs) as subscriber
      from unnest(
        ${rows.map((r) => r.rowId)}::bigint[],
        ${rows.map((r) => r.serverUuid)}::text[],
        ${rows.map((r) => r.messageId)}::text[],
        ${rows.map((r) => r.limitsVersion)}::bigint[]
      ) as r (id, server_uuid, message_id, limits_version)
      join configuration on configuration.version = r.limits_version
      join email_queue q on q.id = r.id and q.status = 'sending' and q.leased_by = ${workerId}
      join campaigns c on c.id = q.campaign_id and c.status = 'running'
      join campaign_revisions v on v.campaign_id = c.id
      join subscribers s on s.id = q.subscriber_id
      where exists (
        select from campaign_audience a where a.campaign_id = q.campaign_id and a.subscriber_id = q.subscriber_id
      )
    ), opened as (
      insert into attempts (queue_id, campaign_id, smtp_server_uuid, worker_id, message_id, started_at)
      select id, campaign_id, server_uuid, ${workerId}, message_id, ${now}
      from held
      returning id, queue_id
    )
    select held.id as row_id, opened.id as attempt_id, held.revised_at, held.subscriber
    from held
    join opened on opened.queue_id = held.id
  `;
}
