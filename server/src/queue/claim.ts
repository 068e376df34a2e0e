import {
  accountRemaining,
  type Blocker,
  type Capacity,
  nextOpportunity,
  serverRemaining,
} from '../capacity/capacity.ts';
import { chooseServers } from '../capacity/choose-servers.ts';
import { asDirect, directCapacity } from '../capacity/direct.ts';
import { chooseFairly, type SharingCandidate } from '../capacity/fair-shares.ts';
import type { Instant } from '../capacity/limit.ts';
import type { Sql } from '../db/connect.ts';
import {
  type DueRow,
  dueRows,
  markSending,
  nextRetryAt,
  type RunningCampaign,
  runningCampaigns,
} from './claim-store.ts';
import { countBy } from './count-usage.ts';
import { type LimitsState, type QueueDeps, withLimits } from './limits-transaction.ts';
import { loadShares, saveShares } from './shares-store.ts';
import { capacityOf, type Usage, unknownServer } from './usage.ts';
import { reservePermits, saveServerStates } from './usage-store.ts';

export interface Claim {
  workerId: string;
  /** The uuid of the server behind a messenger: `null` for any, `undefined` for one that is gone or disabled. */
  serverOf(messenger: string): string | null | undefined;
  /** How many more messages the worker's connections to a server can take up. */
  slotsOf(serverUuid: string): number;
  /** Nothing is claimed while the operator has paused the queue. */
  isPaused(): boolean;
  /** The send window is about to close: what it holds for would not be handed over any more. */
  isClosing(): boolean;
  /** Whether campaigns of one priority go by age, or share by their weights. */
  sharing(): 'oldest' | 'fair';
}

export interface ClaimedRow extends DueRow {
  campaign: RunningCampaign;
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
}

interface Candidate extends DueRow, Omit<SharingCandidate, 'campaignId'> {
  campaign: RunningCampaign;
  /** The server that deferred it last: another may be of another mind. */
  avoidServerUuid: string | null;
}

/**
 * Takes the rows that can go now, with a server and a permit of every limit for each, in one transaction. From here on
 * they are this worker's until it settles them or its lease runs out. No two workers are given the same row, and no
 * permit is given twice.
 */
export function claimRows(deps: QueueDeps, claim: Claim): Promise<Claimed> {
  return withLimits(deps, async (tx, state) => {
    const { limits, usage, now } = state;
    const nowMs = now.getTime();
    if (claim.isPaused()) return { rows: [], nextAt: null, blocker: null, idle: [] };

    const capacity = capacityOf(limits, usage, nowMs, claim.slotsOf);
    const [running, retryAt] = await Promise.all([runningCampaigns(tx), nextRetryAt(tx, now)]);
    const campaigns = claim.isClosing() ? running.filter(({ messenger }) => claim.serverOf(messenger)) : running;
    const candidates = await candidatesFor(tx, { campaigns, capacity, claim, now });
    const probes = chooseProbes(capacity, usage, candidates, nowMs);
    const probing = new Set(probes.map(({ candidate }) => candidate));
    const others = candidates.filter((candidate) => !probing.has(candidate));
    const rest = { capacity: after(capacity, probes, nowMs), candidates: others };
    const chosen = [...probes, ...(await choose(tx, claim.sharing(), rest, nowMs))];
    const rows = chosen.map(({ candidate, serverUuid }) => ({
      ...candidate,
      serverUuid,
      limitsVersion: limits.version,
    }));
    if (rows.length > 0) await reserve(tx, state, { workerId: claim.workerId, rows });

    const taken = new Set(chosen.map(({ candidate }) => candidate));
    const left = candidates.filter((candidate) => !taken.has(candidate));
    const { at, blocker } = nextFor(left, after(capacity, rows, nowMs), nowMs);
    const due = new Set(candidates.map(({ campaignId }) => campaignId));
    const idle = campaigns.map(({ id }) => id).filter((id) => !due.has(id));
    return { rows, nextAt: earliest(at, retryAt?.getTime() ?? null), blocker, idle };
  });
}

/**
 * Due rows of every running campaign: as many as its servers could take, and always one more, which tells whether rows are
 * waiting. A campaign whose server is gone has none.
 */
async function candidatesFor(
  sql: Sql,
  { campaigns, capacity, claim, now }: { campaigns: RunningCampaign[]; capacity: Capacity; claim: Claim; now: Date },
): Promise<Candidate[]> {
  const nowMs = now.getTime();
  const total = capacity.servers.reduce((sum, server) => sum + serverRemaining(server, nowMs), 0);
  const direct = new Map(capacity.servers.map((server) => [server.uuid, serverRemaining(asDirect(server), nowMs)]));
  const account = accountRemaining(capacity, nowMs);

  const lanes = new Map<number, Omit<Candidate, keyof DueRow | 'rowPriority' | 'avoidServerUuid'>>();
  const wanted: { campaignId: number; rank: number; limit: number }[] = [];
  for (const campaign of campaigns) {
    const serverUuid = claim.serverOf(campaign.messenger);
    if (serverUuid === undefined) continue;
    const { id: campaignId, rank, weight } = campaign;
    lanes.set(campaignId, { campaign, serverUuid, isDirect: serverUuid !== null, rank, weight });
    const most = serverUuid === null ? total : (direct.get(serverUuid) ?? 0);
    wanted.push({ campaignId, rank, limit: Math.min(most, account) + 1 });
  }
  const due = wanted.length > 0 ? await dueRows(sql, wanted, { workerId: claim.workerId, now }) : [];
  return due.flatMap((row) => {
    const lane = lanes.get(row.campaignId);
    return lane ? [{ ...row, ...lane, rowPriority: row.priority, avoidServerUuid: row.deferredBy }] : [];
  });
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
  { workerId, rows }: { workerId: string; rows: ClaimedRow[] },
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
  for (const serverUuid of new Set(left.map((candidate) => candidate.serverUuid))) {
    const able = serverUuid === null ? capacity : directCapacity(capacity);
    const servers = able.servers.filter(({ uuid }) => serverUuid === null || uuid === serverUuid);
    const opportunity = nextOpportunity(able, servers, now);
    if (next.blocker === null || (opportunity.at !== null && (next.at === null || opportunity.at < next.at))) {
      next = opportunity;
    }
  }
  return next;
}

function earliest(...instants: (Instant | null)[]): Instant | null {
  return instants.reduce((a, b) => (a === null ? b : b === null ? a : Math.min(a, b)), null);
}
