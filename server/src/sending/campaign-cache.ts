import { compileStoredCampaign } from '../campaigns/compile-stored-campaign.ts';
import type { Sql } from '../db/connect.ts';
import type { CompiledCampaign } from '../messages/compile-campaign.ts';

/** Campaigns kept compiled at a time. */
const most = 50;

export interface CampaignCache {
  /** The campaign compiled as of `revisedAt`, or again when it has been revised since. @throws {AppError} `invalid` */
  get(campaignId: number, revisedAt: Date): Promise<CompiledCampaign>;
}

/** Compiles a campaign once for all its messages. */
export function campaignCache(sql: Sql): CampaignCache {
  const kept = new Map<number, { revisedAtMs: number; compiled: Promise<CompiledCampaign> }>();

  return {
    get(campaignId, revisedAt) {
      const revisedAtMs = revisedAt.getTime();
      const known = kept.get(campaignId);
      if (known?.revisedAtMs === revisedAtMs) return known.compiled;

      const compiled = compileStoredCampaign(sql, campaignId);
      kept.delete(campaignId);
      kept.set(campaignId, { revisedAtMs, compiled });
      if (kept.size > most) kept.delete(kept.keys().next().value as number);
      compiled.catch(() => kept.delete(campaignId));
      return compiled;
    },
  };
}
