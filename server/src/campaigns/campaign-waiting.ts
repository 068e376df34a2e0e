import { directCapacity, serversFor } from '../capacity/direct.ts';
import { leftToSpread, nextRelease, paceOf, type Release, spreadUntil } from '../capacity/pacing.ts';
import type { WindowSpan } from '../capacity/send-window.ts';
import type { Deps } from '../deps.ts';
import { campaignWindow } from '../queue/campaign-window.ts';
import { firstDueAt } from '../queue/first-due.ts';
import { type PresentCapacity, presentCapacity } from '../queue/present-capacity.ts';
import { presentSentence, presentWaiting } from '../queue/present-waiting.ts';
import type { QueueCounts } from '../queue/queue-counts.ts';
import { latestReleases } from '../queue/releases.ts';
import type { WaitingFor } from '../queue/why-waiting.ts';
import { automaticMessenger, type Campaign } from './campaign.ts';

/** Why a campaign is not sending at this moment, for people. */
export interface CampaignWaiting {
  sentence: string;
  /** When it next can send; `null` when no instant is known. */
  nextSendAt: Date | null;
}

export type WaitingCampaign = Pick<
  Campaign,
  'id' | 'status' | 'messenger' | 'sendAt' | 'sendWindows' | 'pacing' | 'deadline' | 'queuedAt'
>;

/** What each of these campaigns waits for, by campaign id; one that is sending, or is over, is not among them. */
export async function campaignsWaiting(
  deps: Pick<Deps, 'sql' | 'clock' | 'secrets'>,
  campaigns: readonly WaitingCampaign[],
  counts: ReadonlyMap<number, QueueCounts>,
): Promise<Map<number, CampaignWaiting>> {
  const open = campaigns.filter(({ status }) => status === 'scheduled' || status === 'running' || status === 'paused');
  if (open.length === 0) return new Map();
  const present = await presentCapacity(deps);
  const waiting = await waitingForOf(deps, { present, campaigns: open, counts });
  return new Map([...waiting].map(([id, one]) => [id, presentWords(present, one)]));
}

/** It in words, at present. */
export function presentWords(present: PresentCapacity, waiting: WaitingFor): CampaignWaiting {
  const nextSendAt = waiting.until === null ? null : new Date(waiting.until);
  return { sentence: presentSentence(present, waiting), nextSendAt };
}

/** What each of these campaigns waits for at present, by campaign id. */
export async function waitingForOf(
  deps: Pick<Deps, 'sql'>,
  {
    present,
    campaigns,
    counts,
  }: {
    present: PresentCapacity;
    campaigns: readonly WaitingCampaign[];
    counts: ReadonlyMap<number, QueueCounts>;
  },
): Promise<Map<number, WaitingFor>> {
  const found = new Map<number, WaitingFor>();
  const running = campaigns.filter(({ status }) => status === 'running').map(({ id }) => id);
  const spread = campaigns.filter(({ id, pacing }) => pacing === 'even' && running.includes(id)).map(({ id }) => id);
  const [dueAt, latest] = await Promise.all([
    firstDueAt(deps.sql, running, present.now),
    latestReleases(deps.sql, spread),
  ]);
  for (const campaign of campaigns) {
    const { id } = campaign;
    const waiting = campaignWaitingFor(campaign, {
      present,
      counts: counts.get(id)!,
      dueAt: dueAt.get(id) ?? null,
      latest: latest.get(id) ?? null,
    });
    if (waiting) found.set(id, waiting);
  }
  return found;
}

/**
 * What one campaign waits for, or `null` if it is sending or over.
 *
 * @param state.dueAt When the first of its emails that wait is, or was, due; `null` if none waits.
 * @param state.latest What it released last, if it is spread evenly.
 */
function campaignWaitingFor(
  campaign: WaitingCampaign,
  state: { present: PresentCapacity; counts: QueueCounts; dueAt: Date | null; latest: Release | null },
): WaitingFor | null {
  const { status, messenger, sendAt, sendWindows, queuedAt } = campaign;
  const { present, counts, dueAt } = state;
  if (status === 'scheduled') return { by: 'schedule', until: sendAt!.getTime() };
  if (status === 'paused') return { by: 'pause', until: null };
  if (status !== 'running') return null;
  if (!dueAt) {
    if (!queuedAt) return { by: 'enqueueing', until: null };
    const isUndecided = counts.sending === 0 && counts.uncertain > 0;
    return isUndecided ? { by: 'decision', until: null, emails: counts.uncertain } : null;
  }

  const retry: WaitingFor | null = dueAt > present.now ? { by: 'retry', until: dueAt.getTime() } : null;
  const ofServers = lastOf(messengerWaitingFor(messenger, present, sendWindows), paceWaitingFor(campaign, state));
  const last = lastOf(ofServers, retry);
  return last && { ...last, emails: counts.queued };
}

/** Of two things that are waited for, that which takes longer; the first of them if neither does, or that can't be known. */
export function lastOf(first: WaitingFor | null, other: WaitingFor | null): WaitingFor | null {
  if (!first || !other) return first ?? other;
  const isLater = first.until !== null && (other.until === null || other.until > first.until);
  return isLater ? other : first;
}

/**
 * What a campaign that is spread evenly waits for until its next release; `null` if that is now, or it is not.
 *
 * @param state.latest What it released last.
 */
export function paceWaitingFor(
  {
    messenger,
    sendWindows,
    pacing,
    deadline,
  }: Pick<WaitingCampaign, 'messenger' | 'sendWindows' | 'pacing' | 'deadline'>,
  {
    present,
    counts,
    latest,
  }: { present: PresentCapacity; counts: Pick<QueueCounts, 'queued'>; latest: Release | null },
): WaitingFor | null {
  const { timezone: timeZone, sendWindow } = present.configuration.settings;
  const server = present.configuration.servers.find(({ name }) => name === messenger);
  const { window } = campaignWindow({ sendWindow: server ? null : sendWindow, timeZone }, sendWindows);
  const pace = paceOf({ pacing, deadline }, { window, timeZone });
  if (!pace) return null;
  const now = present.now.getTime();
  const { capacity } = present;
  const left = leftToSpread(pace, counts.queued, {
    capacity,
    servers: serversFor(capacity, { serverUuid: server?.uuid ?? null, isDirect: server !== undefined }),
    now,
  });
  const { at } = nextRelease(pace, { left, latest, now });
  return at > now ? { by: 'pace', until: at, spreadUntil: spreadUntil(pace, now)! } : null;
}

/**
 * What keeps mail by this messenger from leaving at present, or `null` if it can leave.
 *
 * @param sendWindows Of the campaign; none for mail that keeps to the account's send window only.
 */
export function messengerWaitingFor(
  messenger: string,
  present: PresentCapacity,
  sendWindows: readonly WindowSpan[] = [],
): WaitingFor | null {
  const enabled = present.configuration.servers.filter((server) => server.enabled);
  if (messenger === automaticMessenger) return presentWaiting(present, enabled, sendWindows);
  const own = enabled.filter(({ name }) => name === messenger);
  if (own.length === 0) return { by: 'server gone', until: null, serverName: messenger };
  return presentWaiting({ ...present, capacity: directCapacity(present.capacity) }, own, sendWindows);
}
