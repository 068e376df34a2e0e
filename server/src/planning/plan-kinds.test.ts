import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Capacity } from '../capacity/capacity.ts';
import { chooseFairly, type Share } from '../capacity/fair-shares.ts';
import { allot, countOf, kindsOf } from './plan-kinds.ts';
import { laneOf, takeRows } from './plan-lane.ts';

const retry = { maxAttempts: 3, firstDelaySeconds: 60, maxDelaySeconds: 60, maxAgeSeconds: 60 };

test('shares in counts are those of the live queue, to one message of each campaign', () => {
  const lanes = fc.array(
    fc.record({ weight: fc.integer({ min: 1, max: 20 }), count: fc.integer({ min: 1, max: 60 }) }),
    {
      minLength: 1,
      maxLength: 5,
    },
  );
  fc.assert(
    fc.property(lanes, fc.array(fc.nat(30), { maxLength: 12 }), (campaigns, calls) => {
      const planned = campaigns.map(({ weight, count }, i) =>
        laneOf(
          {
            ...{
              id: i + 1,
              name: '',
              serverUuid: null,
              isDirect: false,
              window: null,
              rank: 0,
              weight,
              deferredShare: 0,
              pace: null,
              latest: null,
            },
            rows: [{ dueAt: 0, count, attempts: 0 }],
          },
          0,
        ),
      );
      let before: Share[] = [];
      const left = campaigns.map(({ count }) => count);
      for (const slots of calls) {
        const candidates = campaigns.flatMap(({ weight }, i) =>
          Array.from({ length: left[i]! }, () => ({
            campaignId: i + 1,
            weight,
            rank: 0,
            rowPriority: 0,
            serverUuid: null,
          })),
        );
        const { chosen, shares } = chooseFairly(withSlots(slots), { candidates, before }, 0);
        before = shares;
        for (const { candidate } of chosen) left[candidate.campaignId - 1]! -= 1;

        const [kind] = kindsOf(
          planned.flatMap(({ rows }) => rows.map((one) => ({ rows: one, count: one.count }))),
          'fair',
        );
        const count = kind ? Math.min(slots, countOf(kind)) : 0;
        const given = kind && count > 0 ? allot(kind, count) : [];
        expect(given.reduce((sum, one) => sum + one.count, 0)).toBe(count);
        for (const one of given) {
          takeRows(one.rows, { count: one.count, deferred: 0, at: 0 }, { startedAt: 0, retry });
        }
        for (const [i, { rows }] of planned.entries()) {
          expect(Math.abs((rows[0]?.count ?? 0) - left[i]!)).toBeLessThanOrEqual(1);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('what one server was given of a kind is not given to the next', () => {
  const campaign = { name: '', serverUuid: null, isDirect: false, window: null, rank: 0, deferredShare: 0 };
  const lane = laneOf(
    {
      ...{ ...campaign, id: 1, weight: 1, pace: null, latest: null },
      rows: [
        { dueAt: 0, count: 5, attempts: 1 },
        { dueAt: 1, count: 4, attempts: 0 },
      ],
    },
    0,
  );
  const due = lane.rows.map((rows) => ({ rows, count: rows.count }));
  const [kind] = kindsOf(due, 'fair');
  const given = [allot(kind!, 3), allot(kind!, 6)];
  expect(given.map((all) => all.map(({ count }) => count))).toEqual([[3], [2, 4]]);
});

function withSlots(slots: number): Capacity {
  const quiet = { meters: [], inFlight: 0, lastUsedAt: 0, asideUntil: null, probing: false, slowedIntervalMs: null };
  return { sendWindow: null, account: [], servers: [{ uuid: 'a', slots, ...quiet }], inFlightElsewhere: 0 };
}
