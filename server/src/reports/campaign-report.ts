import type { Campaign } from '../campaigns/campaign.ts';
import { getCampaign } from '../campaigns/get-campaign.ts';
import type { Deps } from '../deps.ts';
import { countsByCampaign, type QueueCounts } from '../queue/queue-counts.ts';
import { countByDomain, countByServer, countOverTime, type Outcomes, type TimeUnit } from './campaign-report-store.ts';

/** What became of a campaign's emails, and where. */
export interface CampaignReport {
  /** When the rows were counted. */
  computedAt: Date;
  counts: QueueCounts;
  /** Emails that a server deferred and that wait for their next attempt; they are queued ones. */
  deferred: number;
  bounced: number;
  /** Those with most emails first; `name` is `null` for a server that is gone, `uuid` too for what none was tried for. */
  servers: (Outcomes & { uuid: string | null; name: string | null })[];
  /** The 20 with most emails; `domain` is `null` for subscribers who are gone. */
  domains: (Outcomes & { domain: string | null })[];
  /** What the domains beyond those come to; `null` if there are none. */
  otherDomains: Outcomes | null;
  unit: TimeUnit;
  /** In the time zone asked for, the first one first; what nothing happened in is left out. */
  times: { at: Date; sent: number; failed: number }[];
}

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
const mostDomains = 20;

/** A report of a campaign that goes on is kept for so many times what it took, so that looking costs 5 % at most. */
const restFactor = 20;
const shortestRestMs = 5_000;
const mostKept = 100;

interface Kept {
  signature: string;
  validUntilMs: number;
  report: Promise<CampaignReport>;
}

/**
 * Reports of campaigns. The counts by status are the counters' and of this moment. Everything else is counted from the rows
 * of the campaign, about a second for a million of them: that is done once for all who ask, not again while the counters
 * stand still, and while they move only after a rest of 20 times what it took.
 */
export function campaignReports(deps: Pick<Deps, 'sql' | 'clock'>) {
  const kept = new Map<number, Kept>();

  /**
   * @param timeZone Of the hours and days.
   * @throws {AppError} `not_found`.
   */
  return async function reportOf(campaignId: number, timeZone: string): Promise<CampaignReport> {
    const campaign = await getCampaign(deps.sql, campaignId);
    const counts = (await countsByCampaign(deps.sql, [campaignId])).get(campaignId)!;
    const present = { counts, bounced: campaign.bounces };
    const signature = JSON.stringify({ ...counts, timeZone });
    const known = kept.get(campaignId);
    if (known && (known.signature === signature || deps.clock.now().getTime() < known.validUntilMs)) {
      return { ...(await known.report), ...present };
    }
    const entry: Kept = {
      signature,
      validUntilMs: Number.POSITIVE_INFINITY,
      report: count(deps, { campaign, present, timeZone }),
    };
    keep(kept, campaignId, entry);
    try {
      const report = await entry.report;
      const endedMs = deps.clock.now().getTime();
      const tookMs = endedMs - report.computedAt.getTime();
      entry.validUntilMs = endedMs + Math.max(shortestRestMs, tookMs * restFactor);
      return report;
    } catch (error) {
      kept.delete(campaignId);
      throw error;
    }
  };
}

/** The oldest is forgotten for it, if there are too many. */
function keep(kept: Map<number, Kept>, campaignId: number, entry: Kept): void {
  kept.delete(campaignId);
  kept.set(campaignId, entry);
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
}

async function count(
  { sql, clock }: Pick<Deps, 'sql' | 'clock'>,
  {
    campaign,
    present,
    timeZone,
  }: { campaign: Campaign; present: Pick<CampaignReport, 'counts' | 'bounced'>; timeZone: string },
): Promise<CampaignReport> {
  const { id } = campaign;
  const computedAt = clock.now();
  const unit = unitFor(campaign, computedAt);
  const servers = await countByServer(sql, id);
  const domains = await countByDomain(sql, id);
  const times = await countOverTime(sql, id, { unit, timeZone });
  const others = domains.slice(mostDomains);
  return {
    ...{ computedAt, ...present, servers, unit, times },
    deferred: servers.reduce((sum, { deferred }) => sum + deferred, 0),
    domains: domains.slice(0, mostDomains),
    otherDomains: others.length > 0 ? others.reduce<Outcomes>(sumOf, none) : null,
  };
}

/** So that a chart has between a handful and a few hundred points. */
function unitFor({ startedAt, finishedAt }: Pick<Campaign, 'startedAt' | 'finishedAt'>, now: Date): TimeUnit {
  if (startedAt === null) return 'minute';
  const spanMs = (finishedAt ?? now).getTime() - startedAt.getTime();
  if (spanMs <= 180 * minuteMs) return 'minute';
  return spanMs <= 10 * dayMs ? 'hour' : 'day';
}

const none: Outcomes = { total: 0, sent: 0, failed: 0, deferred: 0, cancelled: 0, uncertain: 0 };

function sumOf(a: Outcomes, b: Outcomes): Outcomes {
  return {
    total: a.total + b.total,
    sent: a.sent + b.sent,
    failed: a.failed + b.failed,
    deferred: a.deferred + b.deferred,
    cancelled: a.cancelled + b.cancelled,
    uncertain: a.uncertain + b.uncertain,
  };
}
