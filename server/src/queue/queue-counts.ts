import type { Sql } from '../db/connect.ts';

/** How many queue rows have each status. */
export interface QueueCounts {
  queued: number;
  sending: number;
  sent: number;
  failed: number;
  cancelled: number;
  uncertain: number;
}

/** The counts of a campaign that has no queue rows. */
export const noRows: Readonly<QueueCounts> = { queued: 0, sending: 0, sent: 0, failed: 0, cancelled: 0, uncertain: 0 };

/** The counts of these campaigns, by campaign id: every id is there. Reads the maintained counters, never the queue. */
export async function countsByCampaign(sql: Sql, campaignIds: readonly number[]): Promise<Map<number, QueueCounts>> {
  const rows = await sql<{ campaignId: number; status: keyof QueueCounts; n: number }[]>`
    select campaign_id, status, sum(n)::int as n
    from queue_counts
    where campaign_id = any(${[...campaignIds]}::int[])
    group by campaign_id, status
  `;
  const counts = new Map(campaignIds.map((id) => [id, { ...noRows }]));
  for (const { campaignId, status, n } of rows) counts.get(campaignId)![status] = n;
  return counts;
}

/** The counts over all campaigns. */
export async function totals(sql: Sql): Promise<QueueCounts> {
  const rows = await sql<{ status: keyof QueueCounts; n: number }[]>`
    select status, sum(n)::int as n
    from queue_counts
    group by status
  `;
  const counts = { ...noRows };
  for (const { status, n } of rows) counts[status] = n;
  return counts;
}

/** All rows together: what was enqueued. */
export function enqueued(counts: QueueCounts): number {
  return counts.queued + counts.sending + counts.sent + counts.failed + counts.cancelled + counts.uncertain;
}
