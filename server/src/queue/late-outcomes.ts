import { timestamps } from '../db/array-parameters.ts';
import type { Sql } from '../db/connect.ts';
import type { Outcome } from '../smtp/outcome.ts';
import { type QueueDeps, withLimits } from './limits-transaction.ts';
import { replyLine, type TransitionPolicy, transitionOf } from './row-transition.ts';
import { finishRows, requeueRows, type SettledRow } from './settle-store.ts';

/** An outcome that turns up after a sweep has made its attempt uncertain. */
export interface LateOutcome {
  attemptId: string;
  outcome: Outcome;
  at: Date;
}

/**
 * Writes what became after all of attempts of a worker whose lease was taken away, and returns the rows that it moved.
 *
 * A row moves if this is its last attempt and it is still uncertain. What was accepted moves a row that waits to be sent
 * again, or was given up, as well: else it would be sent twice, at once or by a later retry. What the limits counted when
 * the attempt became uncertain stays counted.
 */
export function settleLate(
  deps: QueueDeps,
  { workerId, policy, random }: { workerId: string; policy: TransitionPolicy; random: () => number },
  outcomes: readonly LateOutcome[],
): Promise<SettledRow[]> {
  const known = outcomes.filter(({ outcome }) => outcome.kind !== 'uncertain');
  if (known.length === 0) return Promise.resolve([]);
  return withLimits(deps, async (tx, { now }) => {
    const amended = await amendAttempts(tx, workerId, known);
    const byAttempt = new Map(known.map((late) => [late.attemptId, late.outcome]));
    const taken = await takeUp(tx, workerId, amended);
    const rows = taken.map(({ id, attemptId, retryCount, suspicions }) => {
      const context = { policy, attempt: retryCount + 1, now, random: random(), suspicions };
      return { id, isSuspect: false, ...transitionOf(byAttempt.get(attemptId)!, context) };
    });
    const finished = await finishRows(tx, { workerId, now, rows: rows.filter(({ status }) => status !== 'queued') });
    const requeued = await requeueRows(tx, { workerId, now, rows: rows.filter(({ status }) => status === 'queued') });
    return [...finished, ...requeued];
  });
}

interface Amended {
  attemptId: string;
  rowId: string;
  accepted: boolean;
}

async function amendAttempts(sql: Sql, workerId: string, known: readonly LateOutcome[]): Promise<Amended[]> {
  return sql<Amended[]>`
    update attempts a
    set outcome = late.outcome, reply = late.reply, finished_at = late.at
    from unnest(
      ${known.map(({ attemptId }) => attemptId)}::bigint[],
      ${known.map(({ outcome }) => outcome.kind)}::text[],
      ${known.map(({ outcome }) => replyLine(outcome))}::text[],
      ${timestamps(known.map(({ at }) => at))}::text[]::timestamptz[]
    ) as late (id, outcome, reply, at)
    where a.id = late.id and a.worker_id = ${workerId} and a.outcome = 'uncertain' and a.queue_id is not null
    returning a.id as attempt_id, a.queue_id as row_id, a.outcome = 'accepted' as accepted
  `;
}

/** Rows become the worker's once more, until this transaction has settled them. */
function takeUp(
  sql: Sql,
  workerId: string,
  amended: readonly Amended[],
): Promise<{ id: string; attemptId: string; retryCount: number; suspicions: number }[]> {
  return sql<{ id: string; attemptId: string; retryCount: number; suspicions: number }[]>`
    update email_queue q
    set status = 'sending', leased_by = ${workerId}
    from unnest(
      ${amended.map(({ rowId }) => rowId)}::bigint[],
      ${amended.map(({ attemptId }) => attemptId)}::bigint[],
      ${amended.map(({ accepted }) => String(accepted))}::text[]::boolean[]
    ) as late (row_id, attempt_id, accepted)
    where q.id = late.row_id
      and q.leased_by is null
      and (q.status = 'uncertain' or late.accepted and q.status in ('queued', 'cancelled'))
      and not exists (select from attempts a where a.queue_id = q.id and a.id > late.attempt_id)
    returning q.id, late.attempt_id, q.retry_count, q.suspicions
  `;
}
