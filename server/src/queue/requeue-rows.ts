import type { Sql } from '../db/connect.ts';
import type { RowStatus } from './queue-row.ts';
import { findQueueRowIdsAfter, type QueueRowFilter, requeueEligible } from './queue-row-store.ts';

/** Rows of one campaign, by status and more. */
export interface FilterOfCampaign extends QueueRowFilter {
  campaignId: number;
  statuses: readonly RowStatus[];
}

const chunkSize = 5_000;

/** The ids of the rows that match, each once, in chunks: what becomes of a row meanwhile does not bring it up again. */
export async function* idsInChunks(sql: Sql, filter: FilterOfCampaign): AsyncGenerator<string[]> {
  let after = '0';
  while (true) {
    const ids = await findQueueRowIdsAfter(sql, filter, { after, limit: chunkSize });
    if (ids.length === 0) return;
    yield ids;
    after = ids.at(-1)!;
  }
}

/**
 * Queues those of these rows that still have one of these statuses as if they were new, and returns how many. Those whose
 * subscriber may no longer be mailed stay as they are.
 */
export function requeueRows(
  sql: Sql,
  ids: readonly string[],
  change: { from: readonly RowStatus[]; now: Date },
): Promise<number> {
  return requeueEligible(sql, ids, change);
}
