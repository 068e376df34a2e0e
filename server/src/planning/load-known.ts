import type { CampaignContent } from '../campaigns/campaign.ts';
import { contentToPlan } from '../campaigns/content-to-plan.ts';
import { assertFutureDeadline } from '../campaigns/deadline.ts';
import { noCampaign } from '../campaigns/get-campaign.ts';
import { assertFutureSendAt } from '../campaigns/send-at.ts';
import type { Deps } from '../deps.ts';
import { presentCapacity } from '../queue/present-capacity.ts';
import { countsByCampaign } from '../queue/queue-counts.ts';
import { latestReleases } from '../queue/releases.ts';
import type { PlannedRows } from './plan-world.ts';
import {
  audienceCount,
  laterRows,
  type OpenCampaign,
  openCampaigns,
  recentAttempts,
  unqueuedCounts,
} from './planning-store.ts';
import { attemptMsOf, deferredShareOf } from './recent-attempts.ts';
import type { Known, KnownCampaign } from './world-of.ts';

export interface KnownWorld extends Known {
  /** The one that is asked about. */
  readonly campaign: OpenCampaign;
}

/** A campaign as it is not saved yet. */
export interface UnsavedCampaign {
  /** Of the stored one that is edited; `null` for a new one. */
  readonly id: number | null;
  readonly given: Partial<CampaignContent>;
}

/** A campaign a week is foretold by what its servers did with the one before. */
const recentMs = 8 * 24 * 3_600_000;
const mostRecent = 5_000;
/** Of a new campaign: no other has it, and of those that are due together it comes last, as it will when it is saved. */
const newId = Number.MAX_SAFE_INTEGER;

/**
 * All that a plan of one campaign is made from, as it is at this moment.
 *
 * @throws {AppError} `not_found`.
 */
export async function loadKnown(deps: Deps, campaignId: number): Promise<KnownWorld> {
  const campaigns = await openCampaigns(deps.sql, campaignId);
  const campaign = campaigns.find(({ id }) => id === campaignId);
  if (!campaign) throw noCampaign(campaignId);
  return { ...(await knownOf(deps, campaigns)), campaign };
}

/** The same for every campaign that is running or scheduled, and no other. */
export async function loadOpen(deps: Deps): Promise<Known> {
  return knownOf(deps, await openCampaigns(deps.sql));
}

/**
 * The same for a campaign as it is not saved: a new one as if it were a draft, one that is edited in its own place. Whom one that
 * has started goes to stays as it was.
 *
 * @throws {AppError} `not_found`; `invalid`, naming the field.
 */
export async function loadWithUnsaved(deps: Deps, { id, given }: UnsavedCampaign): Promise<KnownWorld> {
  const content = await contentToPlan(deps.sql, id, given);
  const open = await openCampaigns(deps.sql, id);
  const known = await knownOf(deps, open);
  const stored = open.find((one) => one.id === id) ?? newCampaign;
  const own = known.campaigns.find((one) => one.id === id);
  const hasStarted = stored.startedAt !== null;
  if (content.sendAt && !hasStarted) assertFutureSendAt(content.sendAt, known.now);
  if (content.deadline?.getTime() !== stored.deadline?.getTime()) assertFutureDeadline(content, known.now);
  const { name, messenger, weight, sendAt, sendWindows, pacing, deadline } = content;
  const rank = { high: 1, normal: 0, low: -1 }[content.priority];
  const campaign: OpenCampaign = {
    ...stored,
    ...{ name, messenger, weight, sendAt, sendWindows, pacing, deadline, rank },
  };
  const rows =
    own && hasStarted
      ? own.rows
      : [{ dueAt: dueAtOf(campaign, known.now), count: await audienceCount(deps.sql, content), attempts: 0 }];
  const others = known.campaigns.filter((one) => one !== own);
  return {
    ...known,
    campaign,
    campaigns: [
      ...others,
      knownCampaign(campaign, rows, { deferredShare: own?.deferredShare ?? 0, latest: own?.latest ?? null }),
    ],
  };
}

const newCampaign = { id: newId, status: 'draft' as const, startedAt: null, queuedAt: null, deadline: null };

async function knownOf(deps: Deps, campaigns: readonly OpenCampaign[]): Promise<Known> {
  const { sql } = deps;
  const { configuration, usage, now } = await presentCapacity(deps);
  const ids = campaigns.map(({ id }) => id);
  const unqueued = campaigns
    .filter(({ queuedAt, status }) => queuedAt === null && isToCome(status))
    .map(({ id }) => id);
  const since = new Date(now.getTime() - recentMs);
  const spread = campaigns.filter(({ pacing }) => pacing === 'even').map(({ id }) => id);
  const [counts, people, later, recent, releases] = await Promise.all([
    countsByCampaign(sql, ids),
    unqueuedCounts(sql, unqueued),
    laterRows(sql, ids, now),
    recentAttempts(sql, { since, limit: mostRecent }),
    latestReleases(sql, spread),
  ]);
  return {
    configuration,
    usage,
    now,
    attemptMs: attemptMsOf(recent),
    campaigns: campaigns.map((one) => {
      const own = later.filter((rows) => rows.campaignId === one.id);
      const queued = counts.get(one.id)!.queued - own.reduce((sum, { count }) => sum + count, 0);
      const due = Math.max(0, queued) + (people.get(one.id) ?? 0);
      const first: PlannedRows = { dueAt: dueAtOf(one, now), count: due, attempts: 0 };
      const deferred = own.map(({ dueAt, count, attempts }) => ({ dueAt: dueAt.getTime(), count, attempts }));
      return knownCampaign(one, [first, ...deferred], {
        deferredShare: deferredShareOf(recent, one.id),
        latest: releases.get(one.id) ?? null,
      });
    }),
  };
}

function knownCampaign(
  { id, name, messenger, rank, weight, sendWindows, pacing, deadline }: OpenCampaign,
  rows: readonly PlannedRows[],
  observed: Pick<KnownCampaign, 'deferredShare' | 'latest'>,
): KnownCampaign {
  const left = rows.filter(({ count }) => count > 0);
  return { id, name, messenger, rank, weight, sendWindows, pacing, deadline, ...observed, rows: left };
}

/** Whether people may yet be queued for it. */
function isToCome(status: OpenCampaign['status']): boolean {
  return status !== 'finished' && status !== 'cancelled';
}

/** Since when, or from when on, its rows can leave: of two running campaigns the one that started first is first. */
function dueAtOf({ status, sendAt, startedAt }: OpenCampaign, now: Date): number {
  if (status === 'scheduled' || status === 'draft') return Math.max(now.getTime(), sendAt?.getTime() ?? 0);
  return Math.min(now.getTime(), startedAt?.getTime() ?? now.getTime());
}
