import type { Deps } from '../deps.ts';
import { type Campaign, type CampaignContent, emptyContent } from './campaign.ts';
import { assertSendable } from './campaign-content.ts';
import { findCampaign, findReferences, insertCampaign } from './campaign-store.ts';
import { assertFutureDeadline } from './deadline.ts';
import { assertFutureSendAt } from './send-at.ts';

/**
 * Makes a draft.
 *
 * @param given What its author said; `fromEmail` is needed, all else has a default that may not be sendable.
 * @throws {AppError} `invalid`, naming the field.
 */
export async function createCampaign(
  deps: Pick<Deps, 'sql' | 'clock'>,
  given: Partial<CampaignContent> & Pick<CampaignContent, 'fromEmail'>,
): Promise<Campaign> {
  const content: CampaignContent = { ...emptyContent, ...given };
  const now = deps.clock.now();
  if (content.sendAt) assertFutureSendAt(content.sendAt, now);
  assertFutureDeadline(content, now);
  return deps.sql.begin(async (tx) => {
    assertSendable(content, await findReferences(tx, content));
    const id = await insertCampaign(tx, content, now);
    return (await findCampaign(tx, id))!;
  });
}
