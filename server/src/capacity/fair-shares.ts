import type { Capacity } from './capacity.ts';
import { type Candidate, serverPlacer } from './choose-servers.ts';
import type { Instant } from './limit.ts';

/*
 * Sharing by weight, as stride scheduling does it (Waldspurger and Weihl, 1995). Each campaign has a pass: the messages that
 * it was given, divided by its weight. The campaign with the lowest pass goes first. So campaigns that always have something
 * to send get messages in proportion to their weights, and at no moment is one further ahead of another than one message
 * of each.
 *
 * Campaigns of one priority share with each other. Those of them that may use the same servers are in one lane. Between
 * lanes passes drift apart, for a lane whose servers are full falls behind whatever its weight. It goes first wherever it can
 * go, but is owed no more than `mostOwed`: else it would shut the others out later, for what it could not have used. And a
 * campaign that begins to send, or begins again, is owed nothing for the time before.
 *
 * Passes are doubles, and kept near 0: after a billion messages their rounding adds up to less than a thousandth of one.
 */

/** How far a campaign has got. Kept from call to call, one for each campaign that sends. */
export interface Share {
  readonly campaignId: number;
  /** The lane that the pass belongs to: in another it means nothing. */
  readonly lane: Lane;
  /** Messages given, divided by the weight; only differences between campaigns of one rank mean anything. */
  readonly pass: number;
}

export interface Lane {
  /** Of the campaigns' priority; higher goes first. */
  readonly rank: number;
  /** The only server that its mail may take, or `null` for any. */
  readonly serverUuid: string | null;
}

/** A row that wants to leave, of a campaign that shares. */
export interface SharingCandidate extends Candidate {
  readonly campaignId: number;
  /** Of its campaign; 1 or more. */
  readonly weight: number;
  /** The rank of its campaign's priority. */
  readonly rank: number;
  /** Its own, set by hand; higher goes first, whatever the campaign's. */
  readonly rowPriority: number;
}

/** Messages, per unit of weight, that a lane may be behind the one that is furthest. */
export const mostOwed = 50;

/**
 * As `chooseServers`, but so that campaigns of one priority share by weight; and how far each has got afterwards.
 *
 * A candidate that no server can take is passed over, at no cost to its campaign, and holds up none behind it.
 *
 * @param candidates Those of each campaign in the order in which they are to leave.
 * @param before The shares that the last call returned; none at first.
 */
export function chooseFairly<C extends SharingCandidate>(
  capacity: Capacity,
  { candidates, before }: { candidates: readonly C[]; before: readonly Share[] },
  now: Instant,
): { chosen: { candidate: C; serverUuid: string }[]; shares: Share[] } {
  const placer = serverPlacer(capacity, now);
  const contenders = contendersOf(candidates, before);
  const chosen: { candidate: C; serverUuid: string }[] = [];
  for (const group of byPriority(candidates)) {
    const queues = Map.groupBy(group, ({ campaignId }) => contenders.get(campaignId)!);
    const waiting = new Map([...queues].map(([contender, queue]) => [contender, queue.values()]));
    while (waiting.size > 0) {
      const contender = furthestBehind(waiting.keys());
      const { value: candidate } = waiting.get(contender)!.next();
      const serverUuid = candidate ? placer.place(candidate) : null;
      if (!candidate) waiting.delete(contender);
      if (!candidate || serverUuid === null) continue;
      contender.pass += 1 / candidate.weight;
      chosen.push({ candidate, serverUuid });
    }
  }
  return { chosen, shares: sharesAfter([...contenders.values()], before) };
}

type Contender = { -readonly [Key in keyof Share]: Share[Key] };

/** The campaigns of the candidates with the passes that they go in with. */
function contendersOf(candidates: readonly SharingCandidate[], before: readonly Share[]): Map<number, Contender> {
  const known = new Map(before.map((share) => [share.campaignId, share]));
  const contenders = new Map<number, Contender>();
  const newcomers = new Set<Contender>();
  for (const { campaignId, rank, serverUuid } of candidates) {
    if (contenders.has(campaignId)) continue;
    const share = known.get(campaignId);
    const contender = { campaignId, lane: { rank, serverUuid }, pass: share?.pass ?? 0 };
    contenders.set(campaignId, contender);
    if (!share || keyOf(share.lane) !== keyOf(contender.lane)) newcomers.add(contender);
  }

  for (const rankmates of Map.groupBy(contenders.values(), ({ lane }) => lane.rank).values()) {
    const furthest = Math.max(...levels(rankmates.filter((contender) => !newcomers.has(contender))).values());
    for (const lane of Map.groupBy(rankmates, (contender) => keyOf(contender.lane)).values()) {
      const [level] = levels(lane.filter((contender) => !newcomers.has(contender))).values();
      const floor = Math.max(level ?? furthest, furthest - mostOwed);
      for (const contender of lane) {
        contender.pass = newcomers.has(contender) ? zeroIfNone(floor) : contender.pass + floor - level!;
      }
    }
  }
  return contenders;
}

/** The passes to be kept: of a campaign with nothing to send now, only what it is ahead of its lane. */
function sharesAfter(contenders: readonly Contender[], before: readonly Share[]): Share[] {
  const level = levels(contenders);
  const present = new Set(contenders.map(({ campaignId }) => campaignId));
  const ahead = before.filter(
    ({ campaignId, lane, pass }) => !present.has(campaignId) && pass > (level.get(keyOf(lane)) ?? Infinity),
  );
  return [...Map.groupBy([...contenders, ...ahead], ({ lane }) => lane.rank).values()].flatMap((rankmates) => {
    const lowest = Math.min(...rankmates.map(({ pass }) => pass));
    return rankmates.map((share) => ({ ...share, pass: share.pass - lowest }));
  });
}

/** How far each lane has got: its campaign that is furthest behind. */
function levels(shares: readonly Share[]): Map<string, number> {
  const level = new Map<string, number>();
  for (const { lane, pass } of shares) level.set(keyOf(lane), Math.min(pass, level.get(keyOf(lane)) ?? Infinity));
  return level;
}

function keyOf({ rank, serverUuid }: Lane): string {
  return `${rank} ${serverUuid ?? ''}`;
}

const zeroIfNone = (pass: number) => (Number.isFinite(pass) ? pass : 0);

function furthestBehind(contenders: Iterable<Contender>): Contender {
  return [...contenders].reduce((first, other) =>
    other.pass < first.pass || (other.pass === first.pass && other.campaignId < first.campaignId) ? other : first,
  );
}

/** The candidates of one priority together, the highest first. */
function byPriority<C extends SharingCandidate>(candidates: readonly C[]): C[][] {
  const groups = Map.groupBy(candidates, ({ rowPriority, rank }) => `${rowPriority} ${rank}`);
  return [...groups.values()].sort(([a], [b]) => b!.rowPriority - a!.rowPriority || b!.rank - a!.rank);
}
