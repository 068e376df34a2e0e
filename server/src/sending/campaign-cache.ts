import { compileStoredCampaign } from '../campaigns/compile-stored-campaign.ts';
import type { Sql } from '../db/connect.ts';
import type { CompiledCampaign } from '../messages/compile-campaign.ts';

/** Campaigns kept compiled at a time. */
const most = 50;

export interface CampaignCache {
  /** The campaign as it was at `updatedAt`; compiled again when it has been edited since. @throws {AppError} `invalid` */
  get(campaignId: number, updatedAt: Date): Promise<CompiledCampaign>;
}

/** Compiles a campaign once for all its messages. */
export function campaignCache(sql: Sql): CampaignCache {
  const kept = new Map<number, { updatedAtMs: number; compiled: Promise<CompiledCampaign> }>();

  return {
    get(campaignId, updatedAt) {
      const updatedAtMs = updatedAt.getTime();
      const known = kept.get(campaignId);
      if (known?.updatedAtMs === updatedAtMs) return known.compiled;

      const compiled = compileStoredCampaign(sql, campaignId);
      kept.delete(campaignId);
      kept.set(campaignId, { updatedAtMs, compiled });
      if (kept.size > most) kept.delete(kept.keys().next().value as number);
      compiled.catch(() => kept.delete(campaignId));
      return compiled;
    },
  };
}
