import type { Sql } from '../db/connect.ts';
import { AppError } from '../errors.ts';
import type { Campaign } from './campaign.ts';
import { findCampaign } from './campaign-store.ts';

export function noCampaign(campaignId: number): AppError {
  return new AppError('not_found', `No campaign ${campaignId}`, { field: 'id' });
}

/** @throws {AppError} `not_found`. */
export async function getCampaign(sql: Sql, campaignId: number): Promise<Campaign> {
  const campaign = await findCampaign(sql, campaignId);
  if (!campaign) throw noCampaign(campaignId);
  return campaign;
}
