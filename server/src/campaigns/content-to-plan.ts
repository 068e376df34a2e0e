import type { Sql } from '../db/connect.ts';
import { type CampaignContent, contentOf, emptyContent } from './campaign.ts';
import { assertOrder, assertReferences } from './campaign-content.ts';
import { findReferences } from './campaign-store.ts';
import { getCampaign } from './get-campaign.ts';

/**
 * A campaign as it would be with what is given, of which it can be told when it would leave. What it says need not be written
 * yet.
 *
 * @param campaignId `null` for a new one.
 * @throws {AppError} `not_found`; `invalid`, naming the field.
 */
export async function contentToPlan(
  sql: Sql,
  campaignId: number | null,
  given: Partial<CampaignContent>,
): Promise<Omit<CampaignContent, 'fromEmail'>> {
  const before = campaignId === null ? emptyContent : contentOf(await getCampaign(sql, campaignId));
  const content = { ...before, ...given };
  assertOrder(content);
  assertReferences(content, await findReferences(sql, content));
  return content;
}
