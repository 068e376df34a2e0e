import type { Pool } from '../../server/src/db/connect.ts';
import { timed } from './timed.ts';

/**
 * The least that Sluice's promises take of PostgreSQL: each row is written four times (claimed, its attempt begun, the attempt
 * closed, the row settled) in three transactions, on Sluice's own tables with their indexes and triggers; without any limit,
 * any look at who may be mailed, or any order but that of ids. Answers how many seconds that took.
 */
export function bareWrites(sql: Pool, campaignId: number, { batchSize, lanes }: { batchSize: number; lanes: number }) {
  const workerId = '00000000-0000-4000-8000-000000000001';
  const now = new Date();
  const lane = async () => {
    for (;;) {
      const claimed = await sql<{ id: string }[]>`
        update email_queue set status = 'sending', leased_by = ${workerId}, updated_at = ${now}
        where id in (
          select id from email_queue where campaign_id = ${campaignId} and status = 'queued'
          order by priority desc, scheduled_at, id limit ${batchSize} for update skip locked
        )
        returning id
      `;
      if (claimed.length === 0) return;
      const ids = claimed.map(({ id }) => id);
      const begun = await sql<{ id: string }[]>`
        insert into attempts (queue_id, campaign_id, smtp_server_uuid, worker_id, message_id, started_at)
        select id, ${campaignId}, 'any', ${workerId}, '<' || id || '@bench.test>', ${now} from unnest(${ids}::bigint[]) as id
        returning id
      `;
      await sql.begin(async (tx) => {
        await Promise.all([
          tx`
            update attempts set outcome = 'accepted', seen = true, reply = '250 2.0.0 Accepted', finished_at = ${now}
            where id = any(${begun.map(({ id }) => id)}::bigint[])
          `,
          tx`
            update email_queue set status = 'sent', sent_at = ${now}, leased_by = null, updated_at = ${now}
            where id = any(${ids}::bigint[])
          `,
        ]);
      });
    }
  };
  return timed(() => Promise.all(Array.from({ length: lanes }, lane)));
}
