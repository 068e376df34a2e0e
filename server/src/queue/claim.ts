import {
  accountRemaining,
  type Blocker,
  blockerOf,
  type Capacity,
  nextOpportunityWithin,
  serverRemaining,
} from '../capacity/capacity.ts';
import { chooseServers } from '../capacity/choose-servers.ts';
import { asDirect, directCapacity, serversFor } from '../capacity/direct.ts';
import { chooseFairly, type SharingCandidate } from '../capacity/fair-shares.ts';
import type { Instant } from '../capacity/limit.ts';
import type { Limits } from '../capacity/limits.ts';
import { paceOf, type Release } from '../capacity/pacing.ts';
import { closesSoon, isOpen, type SendWindow } from '../capacity/send-window.ts';
import type { Sql } from '../db/connect.ts';
import { isAside } from '../smtp/health.ts';
import { campaignWindow } from './campaign-window.ts';
import { mostByPace, nextByPace, releasesOf, type Spread, spreadOf, withinPace } from './claim-pace.ts';
import { type DueRow, markSending, nextRetryAt, type RunningCampaign, runningCampaigns } from './claim-store.ts';
import { countBy } from './count-usage.ts';
import type { DueHeads } from './due-heads.ts';
import { type LimitsState, type QueueDeps, withLimits } from './limits-transaction.ts';
import { saveReleases } from './releases.ts';
import { loadShares, saveShares } from './shares-store.ts';
import { capacityOf, type ServerState, type Usage, unknownServer } from './usage.ts';
import { reservePermits, saveServerStates } from './usage-store.ts';

export interface Claim {
  workerId: string;
  /** The uuid of the server behind a messenger: `null` for any, `undefined` for one that is gone or disabled. */
  serverOf(messenger: string): string | null | undefined;
  /** How many more messages the worker's connections to a server can take up. */
  slotsOf(serverUuid: string): number;
  /** The worker's own, kept from claim to claim. */
  heads: DueHeads;
  /** Nothing is claimed while the operator has paused the queue. */
  isPaused(): boolean;
  /** Whether campaigns of one priority go by age, or share by their weights. */
  sharing(): 'oldest' | 'fair';
}

export interface ClaimedRow extends DueRow {
  campaign: RunningCampaign;
  /** Its campaign names its server, see capacity/direct.ts. */
  isDirect: boolean;
  /** The campaign's own send window, beside the account's. */
  ownWindow: SendWindow | null;
  serverUuid: string;
  /** Of the limits that its permits were reserved under. */
  limitsVersion: string;
}

export interface Claimed {
  /** In the order in which they are to leave. */
  rows: ClaimedRow[];
  /** When a claim can next give more, if nothing else happens before; `null`: only an event can change that. */
  nextAt: Instant | null;
  /** What holds back the rows that are due and were not claimed. */
  blocker: Blocker | null;
  /** Running campaigns of which no row is due: they may be finished. */
  idle: number[];
  /** When each server that a limit or a window holds back can take one of those rows, by its uuid. */
  readyAt: ReadonlyMap<string, Instant>;
  /** Servers to which nothing may go now: what waits for a connection to them is to come back. */
  parked: string[];
}

/** How the rows of one campaign leave. */
interface Lane extends Pick<SharingCandidate, 'serverUuid' | 'rank' | 'weight'> {
  campaign: RunningCampaign;
  isDirect: boolean;
  /** The campaign's own send window; and the one that it keeps to: that within the account's, or alone for direct mail. */
  ownWindow: SendWindow | null;
  window: SendWindow | null;
  /** When that closes, if it is too soon to begin anything. */
  closesAt: Instant | null;
  /** If it is spread evenly. */
  spread: Spread | null;
}

type Candidate = DueRow &
  Lane & {
    /** Given to the row by hand. */
    rowPriority: number;
    /** The server that deferred it last: another may be of another mind. */
    avoidServerUuid: string | null;
  };

/**
 * Takes the rows that can go now, with a server and a permit of every limit for each, in one transaction. From here on
 * they are this worker's until it settles them or its lease runs out. No two workers are given the same row, and no
 * permit is given twice.
 */
export function claimRows(deps: QueueDeps, claim: Claim): Promise<Claimed> {
  return withLimits(deps, async (tx, state) => {
    const { limits, usage, now } = state;
    const nowMs = now.getTime();
    if (claim.isPaused()) return { rows: [], nextAt: null, blocker: null, idle: [], readyAt: new Map(), parked: [] };

    const capacity = capacityOf(limits, usage, nowMs, claim.slotsOf);
    const [campaigns, retryAt] = await Promise.all([runningCampaigns(tx), nextRetryAt(tx, now)]);
    const lanes = lanesOf(campaigns, { limits, capacity }, claim, nowMs);
    const candidates = await candidatesFor(tx, { lanes, capacity, now }, claim);
    const within = withinPace(
      candidates.filter(({ closesAt }) => closesAt === null),
      nowMs,
    );
    const { able } = within;
    const probes = chooseProbes(capacity, usage, able, nowMs);
    const probing = new Set(probes.map(({ candidate }) => candidate));
    const others = able.filter((candidate) => !probing.has(candidate));
    const rest = { capacity: after(capacity, probes, nowMs), candidates: others };
    const chosen = [...probes, ...(await choose(tx, claim.sharing(), rest, nowMs))];
    const rows = chosen.map(({ candidate, serverUuid }) => ({
      ...candidate,
      serverUuid,
      limitsVersion: limits.version,
    }));
    const releases = releasesOf(rows);
    if (rows.length > 0) await reserve(tx, state, { workerId: claim.workerId, rows, releases });

    claim.heads.took(candidates, new Set(rows.map(({ id }) => id)));

    const taken = new Set(chosen.map(({ candidate }) => candidate));
    const left = able.filter((candidate) => !taken.has(candidate));
    const { readyAt, ...opportunity } = nextFor(left, after(capacity, rows, nowMs), nowMs);
    const paceAt = nextByPace(within.held, releases, nowMs);
    const blocker = opportunity.blocker ?? (paceAt === null ? null : { by: 'pace' as const, until: paceAt });
    const due = new Set(candidates.map(({ campaignId }) => campaignId));
    const idle = campaigns.map(({ id }) => id).filter((id) => !due.has(id));
    const closing = candidates.map(({ closesAt }) => closesAt);
    const parked = limits.servers.map(({ uuid }) => uuid).filter((uuid) => isParked(usage.servers.get(uuid), now));
    return {
      rows,
      nextAt: earliest(opportunity.at, paceAt, retryAt?.getTime() ?? null, ...closing),
      blocker,
      idle,
      readyAt,
      parked,
    };
  });
}

/** A campaign whose server is gone has none. */
function lanesOf(
  campaigns: readonly RunningCampaign[],
  { limits, capacity }: { limits: Limits; capacity: Capacity },
  claim: Claim,
  now: Instant,
): Lane[] {
  return campaigns.flatMap((campaign) => {
    const serverUuid = claim.serverOf(campaign.messenger);
    if (serverUuid === undefined) return [];
    const isDirect = serverUuid !== null;
    const { rank, weight, sendWindows } = campaign;
    const { own: ownWindow, window } = campaignWindow(isDirect ? { ...limits, sendWindow: null } : limits, sendWindows);
    const pace = paceOf(campaign, { window, timeZone: limits.timeZone });
    const servers = serversFor(capacity, { serverUuid, isDirect });
    const spread = pace && spreadOf(pace, campaign, { capacity, servers, now });
    const closesAt = closesSoon(window, now);
    return { campaign, serverUuid, isDirect, rank, weight, ownWindow, window, closesAt, spread };
  });
}

/**
 * Due rows of every lane: as many as its servers could take while its window is open, and always one more, which tells
 * whether rows are waiting.
 */
async function candidatesFor(
  sql: Sql,
  { lanes, capacity, now }: { lanes: readonly Lane[]; capacity: Capacity; now: Date },
  { heads, workerId }: Claim,
): Promise<Candidate[]> {
  if (lanes.length === 0) return [];
  const nowMs = now.getTime();
  const total = capacity.servers.reduce((sum, server) => sum + serverRemaining(server, nowMs), 0);
  const direct = new Map(capacity.servers.map((server) => [server.uuid, serverRemaining(asDirect(server), nowMs)]));
  const account = accountRemaining(capacity, nowMs);

  const mostOf = (lane: Lane) => {
    const { serverUuid, window, closesAt } = lane;
    if (closesAt !== null || !isOpen(window, nowMs)) return 0;
    return Math.min(serverUuid === null ? total : (direct.get(serverUuid) ?? 0), account, mostByPace(lane, nowMs));
  };
  const wanted = lanes.map((lane) => ({ campaignId: lane.campaign.id, rank: lane.rank, limit: mostOf(lane) + 1 }));
  const due = await heads.find(sql, wanted, { workerId, now });
  const byCampaign = new Map(lanes.map((lane) => [lane.campaign.id, lane]));
  return due.map((row) => ({
    ...row,
    ...byCampaign.get(row.campaignId)!,
    rowPriority: row.priority,
    avoidServerUuid: row.deferredBy,
  }));
}

async function choose(
  sql: Sql,
  sharing: 'oldest' | 'fair',
  { capacity, candidates }: { capacity: Capacity; candidates: readonly Candidate[] },
  now: Instant,
): Promise<{ candidate: Candidate; serverUuid: string }[]> {
  if (sharing === 'oldest') return chooseServers(capacity, candidates, now);
  const { chosen, shares } = chooseFairly(capacity, { candidates, before: await loadShares(sql) }, now);
  if (chosen.length > 0) await saveShares(sql, shares);
  return chosen;
}

/**
 * For servers that a message has failed and that are to be tried again: a message of another campaign, if there is one that
 * can go. Else a campaign that servers refuse for what it is would meet every probe, and they would be set aside for ever.
 */
function chooseProbes(
  capacity: Capacity,
  usage: Usage,
  candidates: readonly Candidate[],
  now: Instant,
): { candidate: Candidate; serverUuid: string }[] {
  const probes: { candidate: Candidate; serverUuid: string }[] = [];
  for (const { uuid, probing } of capacity.servers) {
    const faultCampaignId = usage.servers.get(uuid)?.faultCampaignId ?? null;
    if (!probing || faultCampaignId === null) continue;
    const left = after(capacity, probes, now);
    const alone = { ...left, servers: left.servers.map((s) => (s.uuid === uuid ? s : { ...s, slots: 0 })) };
    const taken = new Set(probes.map(({ candidate }) => candidate));
    const able = candidates.filter((candidate) => candidate.campaignId !== faultCampaignId && !taken.has(candidate));
    probes.push(...chooseServers(alone, able, now));
  }
  return probes;
}

async function reserve(
  sql: Sql,
  { usage, now }: LimitsState,
  { workerId, rows, releases }: { workerId: string; rows: ClaimedRow[]; releases: ReadonlyMap<number, Release> },
): Promise<void> {
  const counts = countBy(rows);
  const states = [...counts.keys()].map((uuid) => {
    const state = usage.servers.get(uuid) ?? unknownServer;
    return [uuid, { ...state, lastUsedAt: now }] as const;
  });
  await Promise.all([
    reservePermits(sql, workerId, counts),
    markSending(sql, { workerId, now, rows }),
    saveServerStates(sql, new Map(states)),
    ...(releases.size > 0 ? [saveReleases(sql, releases)] : []),
  ]);
}

/** The capacity once these rows are in flight. */
function after(capacity: Capacity, rows: readonly { serverUuid: string }[], now: Instant): Capacity {
  const counts = countBy(rows);
  return {
    ...capacity,
    servers: capacity.servers.map((server) => {
      const count = counts.get(server.uuid) ?? 0;
      return count === 0
        ? server
        : { ...server, inFlight: server.inFlight + count, slots: server.slots - count, lastUsedAt: now };
    }),
  };
}

function nextFor(left: readonly Candidate[], capacity: Capacity, now: Instant) {
  let next: { at: Instant | null; blocker: Blocker | null } = { at: null, blocker: null };
  const readyAt = new Map<string, Instant>();
  for (const [window, lanes] of Map.groupBy(left, (candidate) => candidate.window)) {
    for (const serverUuid of new Set(lanes.map((lane) => lane.serverUuid))) {
      const seen = serverUuid === null ? capacity : directCapacity(capacity);
      const servers = seen.servers.filter(({ uuid }) => serverUuid === null || uuid === serverUuid);
      const opportunity = nextOpportunityWithin(seen, { servers, window }, now);
      if (next.blocker === null || (opportunity.at !== null && (next.at === null || opportunity.at < next.at))) {
        next = opportunity;
      }
      for (const server of servers) {
        const own = blockerOf({ ...seen, sendWindow: window }, server, now);
        if (!own || own.until === null || own.by === 'set aside') continue;
        readyAt.set(server.uuid, Math.min(own.until, readyAt.get(server.uuid) ?? Infinity));
      }
    }
  }
  return { ...next, readyAt };
}

function isParked(state: ServerState | undefined, now: Date): boolean {
  return state !== undefined && isAside(state, now);
}

function earliest(...instants: (Instant | null)[]): Instant | null {
  return instants.reduce((a, b) => (a === null ? b : b === null ? a : Math.min(a, b)), null);
}
