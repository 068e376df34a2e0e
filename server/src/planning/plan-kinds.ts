import type { DueRows, Lane, Rows } from './plan-lane.ts';

/*
 * Rows that leave one after the other, or share.
 *
 * Where the oldest campaign goes first, rows of each campaign and due time are a kind of their own. Where campaigns share, those
 * of one priority that may use the same servers are one kind: what it is given, its campaigns are given by their weights, as
 * `chooseFairly` does it message by message: the campaign that was given least for its weight is next. In counts that is the level
 * up to which all of them are filled. Campaigns that name their server come first of their priority, for they can go nowhere
 * else: where they can go, sharing owes them more than it does the others.
 */

export interface Kind {
  readonly serverUuid: string | null;
  readonly isDirect: boolean;
  /** Not empty, those of each campaign in the order in which they leave. */
  readonly due: readonly DueRows[];
}

export type Sharing = 'oldest' | 'fair';

/** @param due In the order in which rows leave if campaigns do not share. */
export function kindsOf(due: readonly DueRows[], sharing: Sharing): Kind[] {
  const kindOf = (due: readonly DueRows[]): Kind => {
    const { serverUuid, isDirect } = due[0]!.rows.lane.campaign;
    return { serverUuid, isDirect, due };
  };
  if (sharing === 'oldest') return due.map((rows) => kindOf([rows]));
  const pools = Map.groupBy(
    due,
    ({
      rows: {
        lane: { campaign },
      },
    }) => `${campaign.rank} ${campaign.serverUuid ?? ''} ${campaign.isDirect}`,
  );
  return [...pools.values()]
    .map(kindOf)
    .sort(
      (a, b) =>
        b.due[0]!.rows.lane.campaign.rank - a.due[0]!.rows.lane.campaign.rank ||
        Number(a.serverUuid === null) - Number(b.serverUuid === null),
    );
}

export function countOf({ due }: Pick<Kind, 'due'>): number {
  return due.reduce((sum, { count }) => sum + count, 0);
}

/** The share of attempts at a kind's messages that are deferred. */
export function deferredShareOf(kind: Kind): number {
  const lanes = [...lanesOf(kind).keys()];
  const weight = lanes.reduce((sum, { campaign }) => sum + campaign.weight, 0);
  return lanes.reduce((sum, { campaign }) => sum + campaign.deferredShare * campaign.weight, 0) / weight;
}

/** For how much of `count` messages there are rows, if each campaign gives as many as its weight says; 1 or more if for all. */
export function shareOfRows(kind: Kind, count: number): number {
  const lanes = lanesOf(kind);
  const weight = [...lanes.keys()].reduce((sum, { campaign }) => sum + campaign.weight, 0);
  return Math.min(...[...lanes].map(([lane, most]) => (most * weight) / (count * lane.campaign.weight)));
}

/**
 * Which rows the next `count` messages of a kind are. They are taken off what is due, and what the campaigns were given is noted.
 *
 * @param count No more than there are.
 */
export function allot(kind: Kind, count: number): { rows: Rows; count: number }[] {
  const quotas = kind.due.length === 1 ? new Map([[kind.due[0]!.rows.lane, count]]) : quotasOf(lanesOf(kind), count);
  return kind.due.flatMap((one) => {
    const { rows } = one;
    const quota = Math.min(one.count, quotas.get(rows.lane)!);
    quotas.set(rows.lane, quotas.get(rows.lane)! - quota);
    one.count -= quota;
    return quota > 0 ? [{ rows, count: quota }] : [];
  });
}

/** The campaigns of a kind with how many rows each has. */
function lanesOf({ due }: Kind): Map<Lane, number> {
  const lanes = new Map<Lane, number>();
  for (const {
    rows: { lane },
    count,
  } of due)
    lanes.set(lane, (lanes.get(lane) ?? 0) + count);
  return lanes;
}

function quotasOf(lanes: ReadonlyMap<Lane, number>, count: number): Map<Lane, number> {
  let furthestBehind = Infinity;
  for (const { pass } of lanes.keys()) furthestBehind = Math.min(furthestBehind, pass ?? Infinity);
  const all: Sharer[] = [];
  for (const [lane, most] of lanes) {
    const pass = lane.pass ?? (Number.isFinite(furthestBehind) ? furthestBehind : 0);
    all.push({ lane, most, weight: lane.campaign.weight, pass, quota: 0 });
  }

  // The level to within a message of each; then one by one.
  let low = Math.min(...all.map(({ pass }) => pass)) - 1;
  let high = Math.max(...all.map(({ pass }) => pass)) + count + 1;
  let given = 0;
  for (let step = 0; step < 60 && count - given > all.length; step++) {
    const middle = (low + high) / 2;
    const upToMiddle = givenUpTo(middle, all);
    if (upToMiddle <= count) [low, given] = [middle, upToMiddle];
    else high = middle;
  }
  for (const one of all) one.quota = quotaUpTo(low, one);
  for (let left = count - given; left > 0; left--) nextOf(all).quota++;
  for (const one of all) one.lane.pass = passOf(one);
  return new Map(all.map(({ lane, quota }) => [lane, quota]));
}

/** A campaign while messages of its kind are shared out. */
interface Sharer {
  readonly lane: Lane;
  readonly most: number;
  readonly weight: number;
  /** Before it is given any of them. */
  readonly pass: number;
  quota: number;
}

/** Of one campaign, the messages before which it was given no more than `level`. */
function quotaUpTo(level: number, { pass, weight, most }: Sharer): number {
  return level < pass ? 0 : Math.min(most, Math.floor((level - pass) * weight) + 1);
}

function givenUpTo(level: number, all: readonly Sharer[]): number {
  let given = 0;
  for (const one of all) given += quotaUpTo(level, one);
  return given;
}

/** Who has been given least for its weight, of those that have more. */
function nextOf(all: readonly Sharer[]): Sharer {
  let next: Sharer | undefined;
  for (const one of all) {
    if (one.quota < one.most && (!next || passOf(one) < passOf(next))) next = one;
  }
  return next!;
}

function passOf({ pass, weight, quota }: Sharer): number {
  return pass + quota / weight;
}
