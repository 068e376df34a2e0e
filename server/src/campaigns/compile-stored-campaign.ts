import type { Sql } from '../db/connect.ts';
import type { CompiledCampaign } from '../messages/compile-campaign.ts';
import { contentOf } from './campaign.ts';
import { compileContent } from './campaign-content.ts';
import { findReferences } from './campaign-store.ts';
import { getCampaign } from './get-campaign.ts';

/**
 * Compiles a campaign as it is stored, with its template, or the default one, and its first list.
 *
 * @throws {AppError} `not_found`, or `invalid` if it cannot be compiled any more: its template was edited by hand, say.
 */
export async function compileStoredCampaign(sql: Sql, campaignId: number): Promise<CompiledCampaign> {
  const campaign = await getCampaign(sql, campaignId);
  const content = contentOf(campaign);
  return compileContent(content, { uuid: campaign.uuid, references: await findReferences(sql, content) });
}
