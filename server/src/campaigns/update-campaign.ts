import { isDeepStrictEqual } from 'node:util';
import type { Deps } from '../deps.ts';
import { AppError } from '../errors.ts';
import { type Campaign, type CampaignContent, contentOf } from './campaign.ts';
import { assertSendable, assertStartedPartUnchanged } from './campaign-content.ts';
import { isEditable } from './campaign-status.ts';
import {
  findCampaign,
  findReferences,
  lockCampaign,
  updateContent,
  updateStanding,
  wakeQueue,
} from './campaign-store.ts';
import { noCampaign } from './get-campaign.ts';
import { assertFutureSendAt } from './send-at.ts';

/**
 * Changes what is given of a campaign's content and keeps the rest. Of a running campaign priority and weight can be
 * changed; that touches none of its rows, and the next claim goes by it.
 *
 * @throws {AppError} `not_found`; `invalid`, naming the field, or `status` if the campaign can't be edited now.
 */
export async function updateCampaign(
  deps: Pick<Deps, 'sql' | 'clock'>,
  campaignId: number,
  given: Partial<CampaignContent>,
): Promise<Campaign> {
  const now = deps.clock.now();
  return deps.sql.begin(async (tx) => {
    const stored = await lockCampaign(tx, campaignId);
    if (!stored) throw noCampaign(campaignId);
    const content: CampaignContent = { ...contentOf(stored), ...given };
    if (stored.status === 'running' && changesOnlyStanding(contentOf(stored), content)) {
      assertSendable(content, await findReferences(tx, content));
      await updateStanding(tx, campaignId, content);
      await wakeQueue(tx);
      return (await findCampaign(tx, campaignId))!;
    }
    assertEditable(stored, content, now);
    assertSendable(content, await findReferences(tx, content));
    await updateContent(tx, { campaignId, content, now });
    if (stored.status === 'scheduled') await wakeQueue(tx);
    return (await findCampaign(tx, campaignId))!;
  });
}

/** Whether nothing changes but how the campaign stands among others. */
function changesOnlyStanding(before: CampaignContent, after: CampaignContent): boolean {
  const rest = ({ priority: _, weight: __, listIds, ...content }: CampaignContent) => ({
    ...content,
    listIds: [...new Set(listIds)].toSorted((a, b) => a - b),
  });
  return isDeepStrictEqual(rest(before), rest(after));
}

function assertEditable(stored: Campaign, content: CampaignContent, now: Date): void {
  const { status } = stored;
  if (!isEditable(status)) {
    const hint = status === 'running' ? ', but for its priority and weight: pause it first' : '';
    throw new AppError('invalid', `A ${status} campaign cannot be edited${hint}`, { field: 'status', status });
  }
  assertStartedPartUnchanged(stored, content);
  const moved = content.sendAt?.getTime() !== stored.sendAt?.getTime();
  if (moved && (content.sendAt || status === 'scheduled')) assertFutureSendAt(content.sendAt, now);
}
