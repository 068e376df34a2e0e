import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Capacity, ServerCapacity } from './capacity.ts';
import { chooseFairly, mostOwed, type Share, type SharingCandidate } from './fair-shares.ts';

const now = Temporal.Instant.from('2026-11-24T10:00:00Z').epochMilliseconds;

interface Row extends SharingCandidate {
  readonly n: number;
}

function server(uuid: string, slots: number): ServerCapacity {
  const quiet = { meters: [], inFlight: 0, lastUsedAt: 0, asideUntil: null, probing: false, slowedIntervalMs: null };
  return { uuid, slots, ...quiet };
}
const capacityOf = (slots: Record<string, number>): Capacity => ({
  sendWindow: null,
  account: [],
  servers: Object.entries(slots).map(([uuid, count]) => server(uuid, count)),
  inFlightElsewhere: 0,
});

function rows(campaignId: number, count: number, more: Partial<Row> = {}): Row[] {
  const one = { campaignId, weight: 1, rank: 0, rowPriority: 0, serverUuid: null, ...more };
  return Array.from({ length: count }, (_, n) => ({ ...one, n }));
}

/** Campaigns that never run out, called again and again; how many messages each got. */
function world(campaigns: readonly Row[][]) {
  let shares: Share[] = [];
  const got = new Map<number, number>();
  return {
    got: (campaignId: number) => got.get(campaignId) ?? 0,
    shares: () => shares,
    call(slots: Record<string, number>, only: (campaignId: number) => boolean = () => true) {
      const candidates = campaigns.flat().filter(({ campaignId }) => only(campaignId));
      const { chosen, shares: after } = chooseFairly(capacityOf(slots), { candidates, before: shares }, now);
      shares = after;
      for (const { candidate } of chosen) got.set(candidate.campaignId, (got.get(candidate.campaignId) ?? 0) + 1);
      return chosen.map(({ candidate }) => candidate.campaignId);
    },
  };
}

test('campaigns take turns by weight, whether a call gives many or one', () => {
  const campaigns = [rows(1, 100, { weight: 3 }), rows(2, 100)];
  expect(world(campaigns).call({ a: 8 })).toEqual([1, 2, 1, 1, 1, 2, 1, 1]);
  const slow = world(campaigns);
  expect(Array.from({ length: 8 }, () => slow.call({ a: 1 })).flat()).toEqual([1, 2, 1, 1, 1, 2, 1, 1]);
});

test('a small campaign that comes later is not stuck behind a large one', () => {
  const shared = world([rows(1, 1000), rows(2, 5)]);
  shared.call({ a: 900 }, (id) => id === 1);
  expect(shared.call({ a: 10 }).filter((id) => id === 2)).toHaveLength(5);
});

test('who begins again is owed nothing for the time away, and keeps what it was ahead', () => {
  const shared = world([rows(1, 100), rows(2, 100)]);
  expect(shared.call({ a: 1 })).toEqual([1]);
  shared.call({ a: 0 }, (id) => id === 2);
  expect(shared.call({ a: 1 })).toEqual([2]);

  for (let i = 0; i < 10; i++) shared.call({ a: 10 }, (id) => id === 1);
  expect(shared.call({ a: 10 }).filter((id) => id === 2)).toHaveLength(5);
});

test('a higher priority goes first, and a row’s own before any campaign’s', () => {
  const high = rows(1, 3, { rank: 1 });
  const low = [...rows(2, 1, { rowPriority: 5 }), ...rows(2, 3)];
  expect(world([low, high, rows(3, 2, { rank: -1 })]).call({ a: 8 })).toEqual([2, 1, 1, 1, 2, 2, 2, 3]);
});

test('a campaign whose priority is changed competes from then on, owed nothing', () => {
  const before: Share[] = [
    { campaignId: 1, lane: { rank: 0, serverUuid: null }, pass: 0 },
    { campaignId: 2, lane: { rank: -1, serverUuid: null }, pass: 40 },
  ];
  const candidates = [...rows(1, 100), ...rows(2, 100)];
  const { chosen } = chooseFairly(capacityOf({ a: 10 }), { candidates, before }, now);
  expect(chosen.filter(({ candidate }) => candidate.campaignId === 2)).toHaveLength(5);
});

test('who begins joins the others where they are, also when some with a full server are owed', () => {
  const shared = world([
    rows(1, 100, { serverUuid: 'a' }),
    rows(2, 300),
    rows(3, 300),
    rows(4, 300, { serverUuid: 'b' }),
  ]);
  shared.call({ a: 0, b: 30 }, (id) => id < 3);
  expect(shared.call({ a: 0, b: 9 }).toSorted()).toEqual([2, 2, 2, 3, 3, 3, 4, 4, 4]);
});

test('a row that cannot go holds up no other of its campaign', () => {
  const campaign = [...rows(1, 3, { serverUuid: 'gone' }), ...rows(1, 3)];
  expect(world([campaign, rows(2, 1)]).call({ a: 10 })).toEqual([1, 2, 1, 1]);
});

test('who waits for a server of its own goes first there, and is owed little once it may go anywhere', () => {
  const pinned = rows(1, 200, { serverUuid: 'a' });
  const shared = world([pinned, rows(2, 200)]);
  for (let i = 0; i < 20; i++) shared.call({ a: 1, b: 100 });
  expect(shared.got(1)).toBe(20);

  const [own] = shared.shares().filter(({ campaignId }) => campaignId === 1);
  const [other] = shared.shares().filter(({ campaignId }) => campaignId === 2);
  expect(other!.pass - own!.pass).toBeLessThanOrEqual(mostOwed + 101);
  // What it is owed after so many calls is no more than after a few.
  const before = shared.got(2);
  for (let i = 0; i < 4; i++) shared.call({ a: 100 });
  expect(shared.got(2) - before).toBeGreaterThan(100);
});

test('campaigns of one server share it by weight, however far others get on other servers', () => {
  const pinned = { serverUuid: 'a' };
  const shared = world([rows(1, 50, { ...pinned, weight: 2 }), rows(2, 50, pinned), rows(3, 500)]);
  for (let i = 0; i < 60; i++) shared.call({ a: 1, b: 40 });
  expect([shared.got(1), shared.got(2)]).toEqual([40, 20]);
});

const weight = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constantFrom(1, 2, 3, 100));

test('at every moment campaigns that always have mail are within one message of each of their shares', () => {
  const worlds = fc.record({
    weights: fc.array(weight, { minLength: 2, maxLength: 6 }),
    calls: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 60 }),
  });
  fc.assert(
    fc.property(worlds, ({ weights, calls }) => {
      const shared = world(weights.map((weight, i) => rows(i + 1, 41, { weight })));
      for (const slots of calls) {
        shared.call({ a: slots });
        for (const [i, w] of weights.entries()) {
          for (const [j, v] of weights.entries()) {
            expect(shared.got(i + 1) / w - shared.got(j + 1) / v).toBeLessThanOrEqual(1 / w + 1e-9);
          }
        }
      }
    }),
  );
});

const campaign = fc.record({
  weight,
  serverUuid: fc.constantFrom(null, null, 'a', 'b', 'gone'),
  rank: fc.constantFrom(-1, 0, 0, 1),
  count: fc.integer({ min: 0, max: 15 }),
  rowPriority: fc.constantFrom(0, 0, 0, 3, -3),
});
const many = fc.record({
  campaigns: fc.array(campaign, { maxLength: 6 }),
  calls: fc.array(fc.record({ a: fc.nat(8), b: fc.nat(8), on: fc.nat(63) }), { minLength: 1, maxLength: 15 }),
});

test('no permit is left while a row that could take it waits, whatever the rows in front of it', () => {
  fc.assert(
    fc.property(many, ({ campaigns, calls }) => {
      let before: Share[] = [];
      for (const { a, b, on } of calls) {
        const candidates = campaigns.flatMap(({ count, ...more }, i) =>
          on & (1 << i) ? rows(i + 1, count, more) : [],
        );
        const { chosen, shares } = chooseFairly(capacityOf({ a, b }), { candidates, before }, now);
        before = shares;
        const taken = new Set(chosen.map(({ candidate }) => candidate));
        expect(taken.size).toBe(chosen.length);
        for (const [uuid, slots] of Object.entries({ a, b })) {
          const used = chosen.filter(({ serverUuid }) => serverUuid === uuid).length;
          const waits = candidates.some((c) => !taken.has(c) && (c.serverUuid ?? uuid) === uuid);
          if (waits) expect(used).toBe(slots);
          else expect(used).toBeLessThanOrEqual(slots);
        }
        expect(shares.every(({ pass }) => Number.isFinite(pass) && pass >= 0)).toBe(true);
        expect(shares.length).toBeLessThanOrEqual(campaigns.length);
      }
    }),
    { numRuns: 500 },
  );
});

test('nobody starves: a campaign that can go gets its share of what its rank is given, within a bounded wait', () => {
  fc.assert(
    fc.property(fc.array(weight, { minLength: 2, maxLength: 5 }), fc.nat(1000), (weights, seed) => {
      // Campaigns 2 and up may go anywhere; 1 only to a server that is full most of the time.
      const shared = world(weights.map((weight, i) => rows(i + 1, 30, { weight, serverUuid: i === 0 ? 'a' : null })));
      const total = weights.reduce((sum, w) => sum + w, 0);
      const rounds = 400;
      for (let i = 0; i < rounds; i++) shared.call({ a: (i + seed) % 7 === 0 ? 1 : 0, b: 5 });
      for (const [i, w] of weights.entries()) {
        if (i > 0) expect(shared.got(i + 1)).toBeGreaterThanOrEqual(Math.floor((rounds * 5 * w) / total) - 1);
      }
    }),
    { numRuns: 50 },
  );
});

test('the same is chosen every time, and in any order of the campaigns', () => {
  fc.assert(
    fc.property(many, ({ campaigns, calls }) => {
      const candidates = campaigns.flatMap(({ count, ...more }, i) => rows(i + 1, count, more));
      const run = (all: readonly Row[]) =>
        calls.reduce(
          ({ log, before }, { a, b }) => {
            const { chosen, shares } = chooseFairly(capacityOf({ a, b }), { candidates: all, before }, now);
            return { log: [...log, chosen.map((c) => `${c.candidate.campaignId}:${c.serverUuid}`)], before: shares };
          },
          { log: [] as string[][], before: [] as Share[] },
        ).log;
      const other = [...Map.groupBy(candidates, ({ campaignId }) => campaignId).values()].reverse().flat();
      expect(run(other)).toEqual(run(candidates));
    }),
    { numRuns: 100 },
  );
});
