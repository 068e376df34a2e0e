import type { Sql } from '../db/connect.ts';
import { lockBeginnings } from '../db/locks.ts';
import type { Deps } from '../deps.ts';
import { cancelCampaignRows, cancelledWithRows } from '../queue/cancel-rows.ts';
import { type Campaign, contentOf } from './campaign.ts';
import { assertReferences } from './campaign-content.ts';
import { type Actor, assertMove, type CampaignStatus } from './campaign-status.ts';
import {
  findCampaign,
  findReferences,
  lockCampaign,
  type StatusChange,
  updateStatus,
  wakeQueue,
} from './campaign-store.ts';
import { noCampaign } from './get-campaign.ts';
import { assertFutureSendAt } from './send-at.ts';

const cancelReason = 'campaign cancelled';

/** A change of status, and who asks for it. */
export interface Move {
  to: CampaignStatus;
  actor: Actor;
  /** Why; shown with a campaign that errors have paused. */
  reason?: string;
  /** The name of the user who asks. */
  username?: string | undefined;
}

/**
 * `moveCampaign` in a transaction of its own. Cancelling also cancels the rows that wait to be sent: once the campaign is
 * cancelled none of them can go, so that this holds nobody up. If it is cut short, `cancelLeftovers` goes on with it.
 */
export async function changeCampaignStatus(
  { sql, clock }: Pick<Deps, 'sql' | 'clock'>,
  campaignId: number,
  move: Move,
): Promise<Campaign> {
  const campaign = await sql.begin((tx) => moveCampaign(tx, campaignId, { ...move, now: clock.now() }));
  if (move.to === 'cancelled') await cancelCampaignRows(sql, { campaignId, reason: cancelReason, now: clock.now() });
  return campaign;
}

/** Cancels what waits in the queue for campaigns that are cancelled; returns how many rows those were. */
export async function cancelLeftovers({ sql, clock }: Pick<Deps, 'sql' | 'clock'>): Promise<number> {
  let count = 0;
  for (const campaignId of await cancelledWithRows(sql)) {
    count += await cancelCampaignRows(sql, { campaignId, reason: cancelReason, now: clock.now() });
  }
  return count;
}

/**
 * Moves a campaign to another status, with all that goes with it, and wakes the queue processor: that then writes the
 * queue rows of a running campaign that has none yet.
 *
 * @param sql A transaction: the campaign stays locked until it ends.
 * @throws {AppError} `not_found`; `invalid`, naming `status` if the state machine has no such move, or what a user must
 * mend before the campaign can start.
 */
export async function moveCampaign(sql: Sql, campaignId: number, move: Move & { now: Date }): Promise<Campaign> {
  const campaign = await lockCampaign(sql, campaignId);
  if (!campaign) throw noCampaign(campaignId);
  assertMove(campaign.status, move.to, move.actor);
  if (move.actor === 'user') await assertReady(sql, campaign, move);
  if (campaign.status === 'running') await lockBeginnings(sql);
  await updateStatus(sql, campaignId, changeFor(campaign, move));
  await wakeQueue(sql);
  return (await findCampaign(sql, campaignId))!;
}

/** Lists and servers may have gone since the campaign was saved. */
async function assertReady(
  sql: Sql,
  campaign: Campaign,
  { to, now }: { to: CampaignStatus; now: Date },
): Promise<void> {
  if (to !== 'running' && to !== 'scheduled') return;
  const content = contentOf(campaign);
  assertReferences(content, await findReferences(sql, content));
  if (to === 'scheduled') assertFutureSendAt(campaign.sendAt, now);
}

function changeFor(campaign: Campaign, { to, actor, reason, username, now }: Move & { now: Date }): StatusChange {
  const running = to === 'running';
  const paused = to === 'paused';
  return {
    status: to,
    pausedBy: paused ? (actor === 'errors' ? 'errors' : 'user') : null,
    pausedByUser: paused && actor === 'user' ? (username ?? null) : null,
    pausedReason: paused ? (reason ?? null) : null,
    pausedAt: paused ? now : null,
    startedAt: running ? (campaign.startedAt ?? now) : campaign.startedAt,
    finishedAt: to === 'finished' ? now : null,
    useQueue: running || campaign.useQueue,
    updatedAt: now,
  };
}
