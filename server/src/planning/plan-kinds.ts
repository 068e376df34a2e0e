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

export function countOf({ due }: Kind): number {
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
  const furthestBehind = Math.min(...[...lanes.keys()].map(({ pass }) => pass ?? Infinity));
  for (const lane of lanes.keys()) lane.pass ??= Number.isFinite(furthestBehind) ? furthestBehind : 0;

  /** Of one campaign, the messages before which it was given no more than `level`. */
  const upTo = (level: number, lane: Lane, most: number) =>
    level < lane.pass! ? 0 : Math.min(most, Math.floor((level - lane.pass!) * lane.campaign.weight) + 1);
  const given = (level: number) => [...lanes].reduce((sum, [lane, most]) => sum + upTo(level, lane, most), 0);
  let low = Math.min(...[...lanes.keys()].map(({ pass }) => pass!)) - 1;
  let high = Math.max(...[...lanes.keys()].map(({ pass }) => pass!)) + count + 1;
  for (let step = 0; step < 60 && given(high) > count; step++) {
    const middle = (low + high) / 2;
    if (given(middle) <= count) low = middle;
    else high = middle;
  }
  const level = given(high) <= count ? high : low;
  const quotas = new Map([...lanes].map(([lane, most]) => [lane, upTo(level, lane, most)]));
  const passOf = (lane: Lane) => lane.pass! + quotas.get(lane)! / lane.campaign.weight;
  for (let left = count - given(level); left > 0; left--) {
    const open = [...lanes].filter(([lane, most]) => quotas.get(lane)! < most).map(([lane]) => lane);
    const next = open.reduce((a, b) => (passOf(b) < passOf(a) ? b : a));
    quotas.set(next, quotas.get(next)! + 1);
  }
  for (const lane of lanes.keys()) lane.pass = passOf(lane);
  return quotas;
}
