import type { Sql } from '../db/connect.ts';
import type { CompiledCampaign } from '../messages/compile-campaign.ts';
import { type Campaign, type CampaignContent, contentOf } from './campaign.ts';
import { assertSendable, compileContent } from './campaign-content.ts';
import { findReferences } from './campaign-store.ts';
import { getCampaign } from './get-campaign.ts';

/**
 * Compiles a campaign as it would be with these changes, without saving them.
 *
 * @throws {AppError} `not_found`; `invalid`, naming the field, if it could not be sent.
 */
export async function compileChangedCampaign(
  sql: Sql,
  campaignId: number,
  changes: Partial<CampaignContent>,
): Promise<{ campaign: Campaign; messenger: string; compiled: CompiledCampaign }> {
  const campaign = await getCampaign(sql, campaignId);
  const content = { ...contentOf(campaign), ...changes };
  const references = await findReferences(sql, content);
  assertSendable(content, references);
  const compiled = compileContent(content, { uuid: campaign.uuid, references });
  return { campaign, messenger: content.messenger, compiled };
}
