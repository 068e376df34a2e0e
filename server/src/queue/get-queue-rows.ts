import type { Sql } from '../db/connect.ts';
import { countsByCampaign, totals } from './queue-counts.ts';
import { type Attempt, noQueueRow, type QueueRow, rowStatuses } from './queue-row.ts';
import {
  countQueueRows,
  findAttempts,
  findAttemptsOfRows,
  findQueueRow,
  findQueueRows,
  findRowsOfSubscriber,
  type QueueRowFilter,
} from './queue-row-store.ts';

/** Beyond this many, what no counter knows is not counted to the end. */
export const countedTo = 10_000;

/** A page of rows, the newest first. The total is exact where counters know it, and up to `countedTo` elsewhere. */
export async function getQueueRows(
  sql: Sql,
  filter: QueueRowFilter,
  paging: { limit: number; offset: number },
): Promise<{ results: QueueRow[]; total: number }> {
  const [results, total] = await Promise.all([findQueueRows(sql, filter, paging), totalOf(sql, filter)]);
  return { results, total };
}

async function totalOf(sql: Sql, filter: QueueRowFilter): Promise<number> {
  const { campaignId, statuses, smtpServerUuid, subscriber } = filter;
  if (smtpServerUuid !== undefined || subscriber) return countQueueRows(sql, filter, countedTo);
  const counts =
    campaignId === undefined ? await totals(sql) : (await countsByCampaign(sql, [campaignId])).get(campaignId)!;
  const wanted = statuses?.length ? new Set(statuses) : rowStatuses;
  return [...wanted].reduce((sum, status) => sum + counts[status], 0);
}

/**
 * A row with all attempts at it.
 *
 * @throws {AppError} `not_found`
 */
export async function getQueueRow(sql: Sql, id: string): Promise<QueueRow & { attempts: Attempt[] }> {
  const row = await findQueueRow(sql, id);
  if (!row) throw noQueueRow(id);
  return { ...row, attempts: await findAttempts(sql, id) };
}

/** Most emails of one person that are told at once. */
const mostOfOne = 1_000;

/** Every email to a subscriber with all attempts at it, the newest first. */
export async function getRowsOfSubscriber(
  sql: Sql,
  subscriberId: number,
): Promise<(QueueRow & { attempts: Attempt[] })[]> {
  const rows = await findRowsOfSubscriber(sql, subscriberId, mostOfOne);
  const attempts = await findAttemptsOfRows(
    sql,
    rows.map(({ id }) => id),
  );
  const byRow = Map.groupBy(attempts, ({ queueId }) => queueId);
  return rows.map((row) => ({ ...row, attempts: byRow.get(row.id) ?? [] }));
}
