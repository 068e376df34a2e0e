import type { Deps } from '../deps.ts';
import { getQueueRow } from '../queue/get-queue-rows.ts';
import { type PresentCapacity, presentCapacity } from '../queue/present-capacity.ts';
import { presentSentence } from '../queue/present-waiting.ts';
import { countsByCampaign } from '../queue/queue-counts.ts';
import type { Attempt, QueueRow } from '../queue/queue-row.ts';
import { latestReleases } from '../queue/releases.ts';
import { aheadCountedTo, countRowsAhead } from '../queue/rows-ahead.ts';
import { timeOf, type WaitingFor } from '../queue/why-waiting.ts';
import { automaticMessenger, type Campaign } from './campaign.ts';
import { type CampaignWaiting, lastOf, messengerWaitingFor, paceWaitingFor } from './campaign-waiting.ts';
import { getCampaign } from './get-campaign.ts';

/** A row with all attempts at it, and why it is not sent at this moment. */
export interface RowInDetail extends QueueRow {
  attempts: Attempt[];
  /** `null` for one that does not wait: it is being sent, or its end is known. */
  waiting: CampaignWaiting | null;
}

/** @throws {AppError} `not_found` */
export async function getRowInDetail(deps: Pick<Deps, 'sql' | 'clock' | 'secrets'>, id: string): Promise<RowInDetail> {
  const row = await getQueueRow(deps.sql, id);
  if (row.status !== 'queued' && row.status !== 'uncertain') return { ...row, waiting: null };
  const [campaign, present, counts, latest] = await Promise.all([
    getCampaign(deps.sql, row.campaignId),
    presentCapacity(deps),
    countsByCampaign(deps.sql, [row.campaignId]),
    latestReleases(deps.sql, [row.campaignId]),
  ]);
  const { queueSharing: sharing } = present.configuration.settings;
  const pace = paceWaitingFor(campaign, {
    present,
    counts: counts.get(row.campaignId)!,
    latest: latest.get(row.campaignId) ?? null,
  });
  const isDue = row.status === 'queued' && campaign.status === 'running' && row.scheduledAt <= present.now;
  const ahead = isDue
    ? await countRowsAhead(deps.sql, id, { now: present.now, sharing, automatic: automaticMessenger })
    : 0;
  return { ...row, waiting: rowWaiting(row, { campaign, present, pace, ahead }) };
}

/**
 * Why a row is not sent at this moment, in one sentence, and when the next thing happens that it waits for.
 *
 * @param row Queued or uncertain.
 * @param world.pace What its campaign waits for until its next release, if it is spread evenly.
 * @param world.ahead How many due emails leave before it.
 */
function rowWaiting(
  { status, scheduledAt, retryCount }: Pick<QueueRow, 'status' | 'scheduledAt' | 'retryCount'>,
  {
    campaign,
    present,
    pace,
    ahead,
  }: {
    campaign: Pick<Campaign, 'status' | 'messenger' | 'sendAt' | 'sendWindows' | 'pacing'>;
    present: PresentCapacity;
    pace: WaitingFor | null;
    ahead: number;
  },
): CampaignWaiting {
  const forPerson = (sentence: string) => ({ sentence, nextSendAt: null });
  const { timezone } = present.configuration.settings;
  const now = present.now.getTime();
  if (status === 'uncertain') {
    return forPerson('It is not known whether a server took it; it goes on when a person retries or cancels it');
  }
  if (campaign.status === 'paused') return forPerson('Its campaign is paused; it goes on when a person resumes that');
  if (campaign.status === 'scheduled') {
    const at = campaign.sendAt!;
    return { sentence: `Its campaign starts at ${timeOf(at.getTime(), now, timezone)}`, nextSendAt: at };
  }
  if (campaign.status === 'draft') return forPerson('Its campaign is a draft; it goes on when a person starts that');
  if (campaign.status !== 'running') return forPerson(`Its campaign is ${campaign.status}; it is not sent`);

  const dueAt = scheduledAt.getTime();
  const own: WaitingFor | null = dueAt > now ? { by: retryCount > 0 ? 'retry' : 'schedule', until: dueAt } : null;
  const ofServers = messengerWaitingFor(campaign.messenger, present, campaign.sendWindows);
  const waiting = lastOf(lastOf(ofServers, pace), own);
  if (!waiting) {
    const manner = campaign.pacing === 'even' ? ', at the even pace of its campaign' : '';
    return { sentence: `${aheadSentence(ahead)}${manner}`, nextSendAt: present.now };
  }
  if (waiting === own) {
    const at = timeOf(dueAt, now, timezone);
    const sentence = retryCount > 0 ? `It was deferred; it is tried again at ${at}` : `It is not due before ${at}`;
    return { sentence, nextSendAt: scheduledAt };
  }
  const sentence = presentSentence(present, waiting);
  return {
    sentence: ahead > 0 ? `${sentence}. ${aheadSentence(ahead)}` : sentence,
    nextSendAt: waiting.until === null ? null : new Date(waiting.until),
  };
}

function aheadSentence(ahead: number): string {
  if (ahead === 0) return 'It is next';
  if (ahead === 1) return '1 email goes before it';
  if (ahead < aheadCountedTo) return `${ahead.toLocaleString('en')} emails go before it`;
  return `${aheadCountedTo.toLocaleString('en')} emails or more go before it`;
}
