import type { Sql } from '../db/connect.ts';
import type { Outcome } from '../smtp/outcome.ts';
import type { QueueDeps } from './limits-transaction.ts';
import type { TransitionPolicy } from './row-transition.ts';
import { type Settled, type Settlement, settle } from './settle.ts';

/** What is known of an attempt that its worker did not get to settle; `null` if nothing is. */
export type Recollection = (attemptId: string) => { outcome: Outcome; at: Date } | null;

interface OpenAttempt extends Omit<Settlement, 'outcome' | 'at' | 'isOwnFault' | 'attemptId'> {
  attemptId: string;
  settledBatch: string;
}

/**
 * Settles for a worker whose process is no more what is known of its open attempts, as it would have done itself. Before
 * its lease ends: a sweep makes uncertain what is then still open. Done twice, or by two at once, it counts once.
 *
 * @param options.random Uniform in [0, 1).
 */
export async function settleRecollected(
  deps: QueueDeps,
  { workerId, policy, random }: { workerId: string; policy: TransitionPolicy; random: () => number },
  recall: Recollection,
): Promise<Settled> {
  const open = await findOpenAttempts(deps.sql, workerId);
  const settlements = open.flatMap(({ settledBatch, ...attempt }): Settlement[] => {
    const known = recall(attempt.attemptId);
    return known ? [{ ...attempt, ...known, isOwnFault: false }] : [];
  });
  if (settlements.length === 0) return { rows: [], servers: [] };
  const batch = Number(open[0]!.settledBatch) + 1;
  return settle(deps, { workerId, batch, policy, random }, settlements);
}

/** With the last batch that the worker wrote, as of the same moment: another that settles for it takes the next one too. */
function findOpenAttempts(sql: Sql, workerId: string): Promise<OpenAttempt[]> {
  return sql<OpenAttempt[]>`
    select
      w.settled_batch, a.id as attempt_id, a.smtp_server_uuid as server_uuid,
      q.id as row_id, q.campaign_id, q.retry_count, q.suspicions
    from workers w
    join email_queue q on q.leased_by = w.id
    join attempts a on a.queue_id = q.id and a.worker_id = w.id and a.outcome is null
    where w.id = ${workerId}
    order by a.id
  `;
}
