import type { Deps } from '../deps.ts';
import { getQueueRow } from '../queue/get-queue-rows.ts';
import { wrongStatus } from '../queue/queue-row.ts';
import { campaignsOfUncertain, markArrived, resendUncertain, type UncertainRows } from '../queue/uncertain-rows.ts';
import { lockCampaign } from './campaign-store.ts';
import { moveCampaign } from './change-campaign-status.ts';
import { finishCampaigns } from './finish-campaigns.ts';

type Needs = Pick<Deps, 'sql' | 'clock'>;

/** What an operator says of uncertain emails: that their server took them, or that they are to be sent again. */
export const decisions = ['arrived', 'send_again'] as const;
export type Decision = (typeof decisions)[number];

/**
 * Decides uncertain emails, and returns how many; those that are no longer uncertain are left alone. So are, with
 * `send_again`, those whose campaign is cancelled or whose subscriber may no longer be mailed. A campaign of which nothing
 * is left undecided finishes.
 */
export async function decideUncertain(deps: Needs, rows: UncertainRows, decision: Decision): Promise<number> {
  const campaignIds = await campaignsOfUncertain(deps.sql, rows);
  if (decision === 'arrived') {
    const arrived = await markArrived(deps.sql, rows, deps.clock.now());
    await finishCampaigns(deps, campaignIds);
    return arrived;
  }
  let queued = 0;
  for (const campaignId of campaignIds) queued += await sendAgain(deps, rows, campaignId);
  return queued;
}

/**
 * Notes that the server took one uncertain email.
 *
 * @throws {AppError} `not_found`; `invalid`, naming the status it has, if it is not uncertain.
 */
export async function markRowArrived(deps: Needs, id: string): Promise<void> {
  if ((await decideUncertain(deps, { ids: [id] }, 'arrived')) === 1) return;
  const row = await getQueueRow(deps.sql, id);
  throw wrongStatus(row, { allowed: ['uncertain'], verb: 'said to have arrived' });
}

function sendAgain({ sql, clock }: Needs, rows: UncertainRows, campaignId: number): Promise<number> {
  return sql.begin(async (tx) => {
    const now = clock.now();
    const campaign = await lockCampaign(tx, campaignId);
    if (!campaign || campaign.status === 'cancelled') return 0;
    const queued = await resendUncertain(tx, rows, { campaignId, now });
    if (queued > 0 && campaign.status === 'finished') {
      await moveCampaign(tx, campaignId, { to: 'running', actor: 'queue', now });
    }
    return queued;
  });
}
