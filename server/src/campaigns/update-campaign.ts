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
  updateStanding,
  wakeQueue,
} from './campaign-store.ts';
import { assertFutureDeadline } from './deadline.ts';
import { noCampaign } from './get-campaign.ts';
import { assertFutureSendAt } from './send-at.ts';

/**
 * Changes what is given of a campaign's content and keeps the rest. Of a running campaign priority, weight, send windows
 * and pacing can be changed; that touches none of its rows, the next claim goes by it, and no message begins by the old windows any more.
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
    if (content.deadline?.getTime() !== stored.deadline?.getTime()) assertFutureDeadline(content, now);
    if (stored.status === 'running' && keepsTheRest(contentOf(stored), content)) {
      await changeStanding(tx, campaignId, { content, hasWindows: given.sendWindows !== undefined });
      return (await findCampaign(tx, campaignId))!;
    }
    assertEditable(stored, content, now);
    assertSendable(content, await findReferences(tx, content));
    await updateContent(tx, { campaignId, content, now });
    if (stored.status === 'scheduled') await wakeQueue(tx);
    return (await findCampaign(tx, campaignId))!;
  });
}

const changeableWhileRunning = { priority: null, weight: null, sendWindows: null, pacing: null, deadline: null };

/** Whether nothing changes but how the campaign stands among others, when it may send, and how fast. */
function keepsTheRest(before: CampaignContent, after: CampaignContent): boolean {
  const rest = ({ listIds, ...content }: CampaignContent) => ({
    ...content,
    ...changeableWhileRunning,
    listIds: [...new Set(listIds)].toSorted((a, b) => a - b),
  });
  return isDeepStrictEqual(rest(before), rest(after));
}

async function changeStanding(
  tx: Sql,
  campaignId: number,
  { content, hasWindows }: { content: CampaignContent; hasWindows: boolean },
): Promise<void> {
  const { sendWindows } = content;
  assertSendable(content, await findReferences(tx, content));
  checkSendWindows(sendWindows, 'send_windows');
  if (hasWindows) await lockBeginnings(tx);
  await updateStanding(tx, campaignId, content);
  if (hasWindows) await updateSendWindows(tx, { campaignId, sendWindows });
  await wakeQueue(tx);
}

function assertEditable(stored: Campaign, content: CampaignContent, now: Date): void {
  const { status } = stored;
  if (!isEditable(status)) {
    const hint = status === 'running' ? ', but for its priority, weight, send windows and pacing: pause it first' : '';
    throw new AppError('invalid', `A ${status} campaign cannot be edited${hint}`, { field: 'status', status });
  }
  assertStartedPartUnchanged(stored, content);
  const moved = content.sendAt?.getTime() !== stored.sendAt?.getTime();
  if (moved && (content.sendAt || status === 'scheduled')) assertFutureSendAt(content.sendAt, now);
}
