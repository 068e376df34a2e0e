import { isDeepStrictEqual } from 'node:util';
import type { Sql } from '../db/connect.ts';
import { lockBeginnings } from '../db/locks.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../errors.ts';
import { checkSendWindows } from '../settings/send-windows.ts';
import { type Campaign, type CampaignContent, contentOf } from './campaign.ts';
import { assertSendable, assertStartedPartUnchanged } from './campaign-content.ts';
import { isEditable } from './campaign-status.ts';
import {
  findCampaign,
  findReferences,
  lockCampaign,
  updateContent,
  updateSendWindows,
  wakeQueue,
} from './campaign-store.ts';
import { noCampaign } from './get-campaign.ts';
import { assertFutureSendAt } from './send-at.ts';

/**
 * Changes what is given of a campaign's content and keeps the rest. While it runs its send windows can be changed, and
 * nothing else; no message begins by the old ones any more.
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
    if (stored.status === 'running' && given.sendWindows && keepsTheRest(stored, content)) {
      await changeWindows(tx, campaignId, content);
      return (await findCampaign(tx, campaignId))!;
    }
    assertEditable(stored, content, now);
    assertSendable(content, await findReferences(tx, content));
    await updateContent(tx, { campaignId, content, now });
    if (stored.status === 'scheduled') await wakeQueue(tx);
    return (await findCampaign(tx, campaignId))!;
  });
}

function keepsTheRest(stored: Campaign, { sendWindows: _, ...content }: CampaignContent): boolean {
  const { sendWindows: __, ...before } = contentOf(stored);
  return isDeepStrictEqual(content, before);
}

async function changeWindows(tx: Sql, campaignId: number, { sendWindows }: CampaignContent): Promise<void> {
  checkSendWindows(sendWindows, 'send_windows');
  await lockBeginnings(tx);
  await updateSendWindows(tx, { campaignId, sendWindows });
  await wakeQueue(tx);
}

function assertEditable(stored: Campaign, content: CampaignContent, now: Date): void {
  const { status } = stored;
  if (!isEditable(status)) {
    const hint = status === 'running' ? ': pause it first' : '';
    throw new AppError('invalid', `A ${status} campaign cannot be edited${hint}`, { field: 'status', status });
  }
  assertStartedPartUnchanged(stored, content);
  const moved = content.sendAt?.getTime() !== stored.sendAt?.getTime();
  if (moved && (content.sendAt || status === 'scheduled')) assertFutureSendAt(content.sendAt, now);
}
