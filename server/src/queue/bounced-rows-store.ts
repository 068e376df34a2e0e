import type { Sql } from '../db/connect.ts';
import type { AddressFault } from '../smtp/outcome.ts';

/** A row that has failed because of its recipient's address. */
export interface BouncedRow {
  rowId: string;
  attemptId: string;
  serverUuid: string;
  type: AddressFault;
  /** What the server answered, in one line. */
  reply: string;
}

/** Records these as bounces; an attempt bounces once. Acting upon them is for `bounces/`. */
export async function recordBounces(sql: Sql, rows: readonly BouncedRow[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into bounces (subscriber_id, campaign_id, type, source, meta, key, created_at)
    select q.subscriber_id, q.campaign_id, bounced.type, 'smtp',
      jsonb_build_object('reply', bounced.reply, 'smtp_server_uuid', bounced.server_uuid, 'queue_id', q.id),
      'attempt:' || bounced.attempt_id, ${now}
    from unnest(
      ${rows.map((r) => r.rowId)}::bigint[],
      ${rows.map((r) => r.attemptId)}::text[],
      ${rows.map((r) => r.serverUuid)}::text[],
      ${rows.map((r) => r.type)}::text[],
      ${rows.map((r) => r.reply)}::text[]
    ) as bounced (row_id, attempt_id, server_uuid, type, reply)
    join email_queue q on q.id = bounced.row_id
    on conflict (key) do nothing
  `;
}
