import { timestamps } from '../db/array-parameters.ts';
import type { Sql } from '../db/connect.ts';
import type { Outcome } from '../smtp/outcome.ts';
import { bouncedOf } from './bounced-rows.ts';
import { recordBounces } from './bounced-rows-store.ts';
import { type QueueDeps, withLimits } from './limits-transaction.ts';
import { fullReply, type TransitionPolicy, transitionOf } from './row-transition.ts';
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
    const ended = taken.map((row) => ({ ...row, outcome: byAttempt.get(row.attemptId)! }));
    const rows = ended.map(({ rowId, serverUuid, outcome, retryCount, firstDeferredAt, suspicions }) => {
      const context = { policy, attempt: retryCount + 1, firstDeferredAt, now, random: random(), suspicions };
      const deferredBy = outcome.kind === 'deferred' ? serverUuid : null;
      return { id: rowId, isSuspect: false, deferredBy, ...transitionOf(outcome, context) };
    });
    const finished = await finishRows(tx, { workerId, now, rows: rows.filter(({ status }) => status !== 'queued') });
    const requeued = await requeueRows(tx, { workerId, now, rows: rows.filter(({ status }) => status === 'queued') });
    await recordBounces(tx, bouncedOf(ended, finished), now);
    return [...finished, ...requeued];
  });
}

interface Amended {
  attemptId: string;
  rowId: string;
  serverUuid: string;
  accepted: boolean;
}

async function amendAttempts(sql: Sql, workerId: string, known: readonly LateOutcome[]): Promise<Amended[]> {
  return sql<Amended[]>`
    update attempts a
    set outcome = late.outcome, reply = late.reply, finished_at = late.at
    from unnest(
      ${known.map(({ attemptId }) => attemptId)}::bigint[],
      ${known.map(({ outcome }) => outcome.kind)}::text[],
      ${known.map(({ outcome }) => fullReply(outcome))}::text[],
      ${timestamps(known.map(({ at }) => at))}::text[]::timestamptz[]
    ) as late (id, outcome, reply, at)
    where a.id = late.id and a.worker_id = ${workerId} and a.outcome = 'uncertain' and a.queue_id is not null
    returning a.id as attempt_id, a.queue_id as row_id, a.smtp_server_uuid as server_uuid, a.outcome = 'accepted' as accepted
  `;
}

interface TakenUp {
  rowId: string;
  attemptId: string;
  serverUuid: string;
  retryCount: number;
  firstDeferredAt: Date | null;
  suspicions: number;
}

/** Rows become the worker's once more, until this transaction has settled them. */
function takeUp(sql: Sql, workerId: string, amended: readonly Amended[]): Promise<TakenUp[]> {
  return sql<TakenUp[]>`
    update email_queue q
    set status = 'sending', leased_by = ${workerId}
    from unnest(
      ${amended.map(({ rowId }) => rowId)}::bigint[],
      ${amended.map(({ attemptId }) => attemptId)}::bigint[],
      ${amended.map(({ serverUuid }) => serverUuid)}::text[],
      ${amended.map(({ accepted }) => String(accepted))}::text[]::boolean[]
    ) as late (row_id, attempt_id, server_uuid, accepted)
    where q.id = late.row_id
      and q.leased_by is null
      and (q.status = 'uncertain' or late.accepted and q.status in ('queued', 'cancelled'))
      and not exists (select from attempts a where a.queue_id = q.id and a.id > late.attempt_id)
    returning q.id as row_id, late.attempt_id, late.server_uuid, q.retry_count, q.first_deferred_at, q.suspicions
  `;
}
