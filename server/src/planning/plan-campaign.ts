import type { CampaignStatus } from '../campaigns/campaign-status.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../errors.ts';
import { changedConfiguration, type SupposedChanges } from '../settings/changed-configuration.ts';
import { type KnownWorld, loadKnown, loadWithUnsaved, type UnsavedCampaign } from './load-known.ts';
import { type Plan, planOf } from './plan.ts';
import { planSentence } from './plan-sentence.ts';
import { type Advice, adviceFor } from './to-finish-by.ts';
import { type Known, worldOf } from './world-of.ts';

/** What is supposed to be otherwise than it is. */
export interface Supposed extends SupposedChanges {
  /** When the campaign starts, or goes on if it is running or paused. */
  sendAt?: Date;
  /** What it would take to be done by then. */
  finishBy?: Date;
}

/** A plan with what people read of it. */
export interface CampaignPlan {
  plan: Plan;
  sentence: string;
  /** What has to happen first, such as `it is started now`; `null` for a campaign that goes by itself. */
  condition: string | null;
  /** The name of each server, by its uuid. */
  names: ReadonlyMap<string, string>;
  /** `null` unless `finishBy` was given. */
  advice: Advice | null;
}

/**
 * What becomes of a campaign that is not over: of a draft if it is started now, or at its time; of a paused one if it goes on
 * now.
 *
 * @throws {AppError} `not_found`; `conflict` if it is over; `invalid`, naming the field that is supposed.
 */
export async function planCampaign(deps: Deps, campaignId: number, supposed: Supposed = {}): Promise<CampaignPlan> {
  return planFrom(deps, await loadKnown(deps, campaignId), supposed);
}

/**
 * What becomes of a campaign as it is not saved yet, if it is started now, or at its time.
 *
 * @throws {AppError} as `planCampaign`; `invalid` names the field of the campaign, too.
 */
export async function planUnsaved(
  deps: Deps,
  campaign: UnsavedCampaign,
  supposed: Supposed = {},
): Promise<CampaignPlan> {
  return planFrom(deps, await loadWithUnsaved(deps, campaign), supposed);
}

async function planFrom(deps: Deps, present: KnownWorld, supposed: Supposed): Promise<CampaignPlan> {
  const { id: campaignId, status } = present.campaign;
  if (status === 'finished' || status === 'cancelled') {
    throw new AppError('conflict', `A ${status} campaign has no plan`, { field: 'status', status });
  }
  const known = sentAt(await changed(deps, present, supposed), supposed.sendAt ?? null);
  const plan = planOf(worldOf(known), campaignId);
  const names = new Map(known.configuration.servers.map(({ uuid, name }) => [uuid, name]));
  const condition = conditionOf(known, supposed);
  const nameOf = (uuid: string) => names.get(uuid) ?? uuid;
  return {
    plan,
    sentence: planSentence(plan, { nameOf, condition }),
    condition,
    names,
    advice: supposed.finishBy ? adviceFor(known, plan, { campaignId, finishBy: supposed.finishBy.getTime() }) : null,
  };
}

/** What is known, with the configuration as it would be. @throws {AppError} `invalid`, naming the field. */
export async function changed<K extends Known>(deps: Deps, known: K, changes: SupposedChanges): Promise<K> {
  if (!changes.settings && !changes.servers) return known;
  return { ...known, configuration: await changedConfiguration(deps, known.configuration, changes) };
}

/** The world in which the campaign's rows do not leave before `sendAt`. */
function sentAt(known: KnownWorld, sendAt: Date | null): KnownWorld {
  if (!sendAt) return known;
  const campaigns = known.campaigns.map((campaign) => {
    if (campaign.id !== known.campaign.id) return campaign;
    const rows = campaign.rows.map((one) => ({ ...one, dueAt: dueAfter(one.dueAt, known, sendAt) }));
    return { ...campaign, rows };
  });
  return { ...known, campaigns };
}

function dueAfter(dueAt: number, { campaign, now }: KnownWorld, sendAt: Date): number {
  const isTimed = campaign.status === 'draft' || campaign.status === 'scheduled';
  return Math.max(isTimed ? now.getTime() : dueAt, sendAt.getTime());
}

function conditionOf({ campaign, configuration, now }: KnownWorld, { sendAt }: Supposed): string | null {
  const own: Partial<Record<CampaignStatus, string>> = {
    draft: sendAt || (campaign.sendAt && campaign.sendAt > now) ? 'it is scheduled' : 'it is started now',
    paused: sendAt ? 'it is resumed then' : 'it is resumed now',
  };
  const conditions = [
    own[campaign.status],
    configuration.settings.queuePaused ? 'the queue is resumed now' : undefined,
  ];
  return conditions.filter((one) => one !== undefined).join(' and ') || null;
}
