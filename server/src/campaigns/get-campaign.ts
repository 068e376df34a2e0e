import type { Sql } from '../db/connect.ts';
import { AppError } from '../errors.ts';
import type { Campaign } from './campaign.ts';
import {
  type CampaignFilter,
  type CampaignPage,
  countCampaigns,
  findCampaign,
  listCampaigns,
} from './campaign-store.ts';

/** The `not_found` of a campaign. */
export function noCampaign(campaignId: number): AppError {
  return new AppError('not_found', `No campaign ${campaignId}`, { field: 'id' });
}

/** @throws {AppError} `not_found`. */
export async function getCampaign(sql: Sql, campaignId: number): Promise<Campaign> {
  const campaign = await findCampaign(sql, campaignId);
  if (!campaign) throw noCampaign(campaignId);
  return campaign;
}

/** A page of the campaigns that the filter lets through, and how many those are in all. */
export async function findCampaigns(
  sql: Sql,
  filter: CampaignFilter,
  page: CampaignPage,
): Promise<{ campaigns: Campaign[]; total: number }> {
  const [campaigns, total] = await Promise.all([listCampaigns(sql, filter, page), countCampaigns(sql, filter)]);
  return { campaigns, total };
}
