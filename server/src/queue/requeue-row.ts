import type { Sql } from '../db/connect.ts';
import { invalid } from '../errors.ts';
import { type QueueRow, retriable, wrongStatus } from './queue-row.ts';
import { findQueueRow, isEligible, requeue } from './queue-row-store.ts';

/**
 * Queues a row again as if it were new: due now, with all its attempts before it. A worker or another operator may have
 * moved it since it was read.
 *
 * @param sql A transaction: what is thrown undoes it.
 * @throws {AppError} `invalid`, if the row has a status that can't be retried, or its subscriber may no longer be mailed.
 */
export async function requeueRow(sql: Sql, row: QueueRow, now: Date): Promise<void> {
  if (!(await requeue(sql, row.id, { from: retriable, now }))) {
    const present = await findQueueRow(sql, row.id);
    throw wrongStatus(present ?? row, { allowed: retriable, verb: 'retried' });
  }
  if (!(await isEligible(sql, row))) {
    throw invalid('id', `email ${row.id} is for someone whom its campaign may no longer mail`);
  }
}
