import type { Sql } from '../db/connect.ts';
import { countsByCampaign, totals } from './queue-counts.ts';
import { findUncertain, type UncertainRow } from './uncertain-rows.ts';

/** A page of uncertain rows, the newest first, and how many there are. */
export async function getUncertain(
  sql: Sql,
  filter: { campaignId: number | undefined },
  paging: { limit: number; offset: number },
): Promise<{ results: UncertainRow[]; total: number }> {
  const { campaignId } = filter;
  const [results, counts] = await Promise.all([
    findUncertain(sql, filter, paging),
    campaignId === undefined ? totals(sql) : countsByCampaign(sql, [campaignId]).then((all) => all.get(campaignId)!),
  ]);
  return { results, total: counts.uncertain };
}
