import type { Sql } from '../db/connect.ts';
import { countBy } from './count-usage.ts';
import { type QueueDeps, withLimits } from './limits-transaction.ts';
import { returnPermits } from './usage-store.ts';

/**
 * Gives back what a worker has claimed without knowing: the answer to the commit of its claim was lost. Those rows can't
 * have been begun. Returns how many they were.
 *
 * @param held The rows that the worker does know of.
 */
export function releaseUnknown(
  deps: QueueDeps,
  { workerId, held }: { workerId: string; held: readonly string[] },
): Promise<number> {
  return withLimits(deps, async (tx, { now }) => {
    const rows = await lockUnknown(tx, workerId, held);
    await tx`
      update email_queue
      set status = 'queued', assigned_smtp_server_uuid = null, leased_by = null, updated_at = ${now}
      where id = any(${rows.map(({ id }) => id)}::bigint[]) and status = 'sending'
    `;
    await returnPermits(tx, workerId, countBy(rows));
    return rows.length;
  });
}

function lockUnknown(
  sql: Sql,
  workerId: string,
  held: readonly string[],
): Promise<{ id: string; serverUuid: string }[]> {
  return sql<{ id: string; serverUuid: string }[]>`
    select id, assigned_smtp_server_uuid as server_uuid
    from email_queue
    where leased_by = ${workerId} and status = 'sending' and id <> all(${[...held]}::bigint[])
    for update
  `;
}
