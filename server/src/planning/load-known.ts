import { checkUnsaved, type UnsavedCampaign } from '../campaigns/check-unsaved.ts';
import { noCampaign } from '../campaigns/get-campaign.ts';
import type { Deps } from '../deps.ts';
import { presentCapacity } from '../queue/present-capacity.ts';
import { countsByCampaign } from '../queue/queue-counts.ts';
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

const recentMs = 24 * 3_600_000;
const mostRecent = 5_000;
/** Of the campaign that is not saved: no other has it. */
const unsavedId = 0;

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
 * The same for a campaign that is not saved, as if it were a draft.
 *
 * @throws {AppError} `invalid`, naming the field.
 */
export async function loadWithUnsaved(deps: Deps, unsaved: UnsavedCampaign): Promise<KnownWorld> {
  const known = await loadOpen(deps);
  await checkUnsaved(deps.sql, unsaved, known.now);
  const rank = { high: 1, normal: 0, low: -1 }[unsaved.priority];
  const state = { id: unsavedId, rank, status: 'draft' as const, startedAt: null, queuedAt: null };
  const campaign: OpenCampaign = { ...unsaved, ...state };
  const people = { dueAt: dueAtOf(campaign, known.now), count: await audienceCount(deps.sql, unsaved), attempts: 0 };
  return { ...known, campaign, campaigns: [...known.campaigns, knownCampaign(campaign, [people], 0)] };
}

async function knownOf(deps: Deps, campaigns: readonly OpenCampaign[]): Promise<Known> {
  const { sql } = deps;
  const { configuration, usage, now } = await presentCapacity(deps);
  const ids = campaigns.map(({ id }) => id);
  const unqueued = campaigns
    .filter(({ queuedAt, status }) => queuedAt === null && isToCome(status))
    .map(({ id }) => id);
  const since = new Date(now.getTime() - recentMs);
  const [counts, people, later, recent] = await Promise.all([
    countsByCampaign(sql, ids),
    unqueuedCounts(sql, unqueued),
    laterRows(sql, ids, now),
    recentAttempts(sql, { since, limit: mostRecent }),
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
      return knownCampaign(one, [first, ...deferred], deferredShareOf(recent, one.id));
    }),
  };
}

function knownCampaign(
  { id, name, messenger, rank, weight, sendWindows }: OpenCampaign,
  rows: readonly PlannedRows[],
  deferredShare: number,
): KnownCampaign {
  const left = rows.filter(({ count }) => count > 0);
  return { id, name, messenger, rank, weight, sendWindows, deferredShare, rows: left };
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
