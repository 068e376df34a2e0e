import type { Sql } from '../db/connect.ts';
import type { CampaignContent } from './campaign.ts';
import { assertOrder, assertReferences } from './campaign-content.ts';
import { findReferences } from './campaign-store.ts';
import { assertFutureSendAt } from './send-at.ts';

/** What decides when a campaign that is not saved would leave. */
export type UnsavedCampaign = Pick<
  CampaignContent,
  'type' | 'name' | 'messenger' | 'priority' | 'weight' | 'sendAt' | 'sendWindows' | 'listIds' | 'templateId'
>;

/**
 * Makes sure that it can be told when it would leave.
 *
 * @throws {AppError} `invalid`, naming the field.
 */
export async function checkUnsaved(sql: Sql, campaign: UnsavedCampaign, now: Date): Promise<void> {
  assertOrder(campaign);
  assertReferences(campaign, await findReferences(sql, campaign));
  if (campaign.sendAt) assertFutureSendAt(campaign.sendAt, now);
}
