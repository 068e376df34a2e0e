import type { Sql } from '../db/connect.ts';

/**
 * Cancels every row of the campaign that waits to be sent, and returns how many those were. What is being sent at this
 * moment is left to its outcome.
 *
 * @param options.reason Kept with each row: "campaign cancelled".
 */
export async function cancelCampaignRows(
  sql: Sql,
  { campaignId, reason, now }: { campaignId: number; reason: string; now: Date },
): Promise<number> {
  const result = await sql`
    update email_queue
    set status = 'cancelled', last_error = ${reason}, updated_at = ${now}
    where campaign_id = ${campaignId} and status = 'queued'
  `;
  return result.count;
}
