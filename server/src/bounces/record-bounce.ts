import type { Clock } from '../clock.ts';
import type { Pool } from '../db/connect.ts';
import { AppError, invalid } from '../errors.ts';
import type { BounceType } from './bounce.ts';
import { findBounced, findCampaignId, insertBounce } from './bounce-store.ts';

/** A bounce as somebody else tells of it: the person is named by uuid or by address. */
export interface ToldBounce {
  subscriberUuid?: string | undefined;
  email?: string | undefined;
  campaignUuid?: string | undefined;
  type: BounceType;
  source: string;
  meta: Record<string, unknown>;
}

/**
 * Records a bounce. The same one told again, by a sender that had no answer, counts once: what tells two apart belongs into
 * `meta`. The setting `bounce.actions` is applied by whoever runs the queue.
 *
 * @throws {AppError} `invalid`, naming the field; `not_found` if there is no such subscriber or campaign.
 */
export async function recordBounce({ sql, clock }: { sql: Pool; clock: Clock }, told: ToldBounce): Promise<void> {
  const { subscriberUuid, email, campaignUuid, type, source, meta } = told;
  if (subscriberUuid === undefined && email === undefined) {
    throw invalid('subscriber_uuid', 'expected it, or email');
  }
  const subscriberId = await findBounced(sql, { subscriberUuid, email });
  if (subscriberId === undefined) throw new AppError('not_found', 'No such subscriber');
  const campaignId = campaignUuid === undefined ? null : await findCampaignId(sql, campaignUuid);
  if (campaignId === undefined) throw new AppError('not_found', 'No such campaign', { field: 'campaign_uuid' });
  await insertBounce(sql, { subscriberId, campaignId, type, source, meta, now: clock.now() });
}
