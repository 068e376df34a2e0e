import fc from 'fast-check';
import { expect, test } from '../../../test/harness.ts';
import {
  accepted,
  deferred,
  limitsWith,
  queueWorld,
  runningCampaign,
  settlementOf,
  unreachable,
} from '../../../test/queue-world.ts';
import { dailyLimit, dayLimit, slidingLimit } from '../capacity/limit.ts';
import type { Limits } from '../capacity/limits.ts';
import type { ClaimedRow } from './claim.ts';

/** Largest number of `instants` within one half-open stretch of `periodMs`. */
function largestCount(instants: readonly number[], periodMs: number): number {
  const sorted = instants.toSorted((a, b) => a - b);
  let largest = 0;
  for (let from = 0, to = 0; to < sorted.length; to++) {
    while (sorted[to]! - sorted[from]! >= periodMs) from++;
    largest = Math.max(largest, to - from + 1);
  }
  return largest;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

test('claims that overlap never reserve a permit twice', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 60);
  const world = queueWorld(
    { sql, clock },
    limitsWith([
      { uuid: 'a', daily: dayLimit(7) },
      { uuid: 'b', daily: dayLimit(5) },
    ]),
  );
  const workers = await Promise.all(Array.from({ length: 5 }, () => world.worker()));
  const claims = await Promise.all(workers.flatMap((worker) => [worker.claim(), worker.claim()]));

  const rows = claims.flatMap((claim) => claim.rows);
  expect(rows).toHaveLength(12);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(12);
  expect(Map.groupBy(rows, ({ serverUuid }) => serverUuid).get('a')).toHaveLength(7);
});

const actions = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('claim' as const),
        worker: fc.nat(2),
        slots: fc.integer({ min: 1, max: 6 }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('settle' as const),
        worker: fc.nat(2),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        outcome: fc.constantFrom(accepted, accepted, accepted, deferred, unreachable),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 0, max: 90 }) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), worker: fc.nat(2) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('edit' as const),
        max: fc.integer({ min: 1, max: 6 }),
        periodMs: fc.constantFrom(20_000, minuteMs, 3 * minuteMs),
        further: fc.subarray([
          { max: 2, periodMs: 7_000 },
          { max: 5, periodMs: 4 * minuteMs },
          { max: 7, periodMs: 10 * minuteMs },
        ]),
      }),
    },
  ),
  { minLength: 10, maxLength: 40 },
);

interface Limited {
  max: number;
  periodMs: number;
}
/** The limits of server `a` that are edited: its window, and others. */
interface Edited extends Limited {
  further: Limited[];
}

test('whatever workers do, crash or change, no window ever holds more than its limit', async ({ sql, clock }) => {
  await fc.assert(
    fc.asyncProperty(actions, async (steps) => {
      await sql`truncate campaigns, email_queue, attempts, workers, smtp_daily_usage, smtp_rate_limit_state, smtp_server_state, subscribers cascade`;
      await runningCampaign({ sql, clock }, 80);
      const slidingLimits = (limits: readonly Limited[]) => limits.map((l) => slidingLimit(l.max, l.periodMs)!);
      const limits = (edited: Edited): Limits =>
        limitsWith(
          [
            {
              ...{ uuid: 'a', daily: dayLimit(9), sliding: slidingLimit(edited.max, edited.periodMs) },
              further: slidingLimits(edited.further),
            },
            {
              ...{ uuid: 'b', daily: dailyLimit(8, 'rolling'), sliding: slidingLimit(3, minuteMs) },
              further: slidingLimits([{ max: 5, periodMs: 3 * minuteMs }]),
            },
          ],
          {
            account: {
              minute: slidingLimit(5, minuteMs),
              hour: slidingLimit(25, 60 * minuteMs),
              day: dailyLimit(14, 'rolling'),
            },
          },
        );
      let sliding: Edited = { max: 4, periodMs: minuteMs, further: [] };
      const world = queueWorld({ sql, clock }, limits(sliding));
      const workers = [await world.worker(), await world.worker(), await world.worker()];
      const held: ClaimedRow[][] = [[], [], []];
      const seen: { at: number; serverUuid: string; taken: boolean; since: Edited }[] = [];

      for (const step of steps) {
        if (step.kind === 'wait') {
          clock.advance(step.seconds);
          await sql`update workers set expires_at = ${clock.in(60)}`;
        }
        if (step.kind === 'edit') {
          sliding = { max: step.max, periodMs: step.periodMs, further: step.further };
          await world.setLimits(limits(sliding));
        }
        if (step.kind === 'claim') {
          held[step.worker]!.push(...(await workers[step.worker]!.claim(step.slots)).rows);
        }
        if (step.kind === 'settle') {
          const rows = held[step.worker]!.splice(0, Math.ceil(step.share * held[step.worker]!.length));
          const begun = await workers[step.worker]!.begin(rows);
          const begunIds = new Set(begun.map(({ rowId }) => rowId));
          if (step.outcome !== unreachable) {
            for (const row of rows.filter(({ id }) => begunIds.has(id))) {
              seen.push({
                at: clock.now().getTime(),
                serverUuid: row.serverUuid,
                taken: step.outcome === accepted,
                since: sliding,
              });
            }
          }
          const attempts = new Map(begun.map((attempt) => [attempt.rowId, attempt.attemptId]));
          await workers[step.worker]!.settle(
            rows.map((row) => settlementOf(row, attempts.get(row.id) ?? null, step.outcome, clock.now())),
          );
        }
        if (step.kind === 'restart') {
          // Dies in the middle of a hand-over: the server has them, and nobody was told.
          const rows = held[step.worker]!.splice(0);
          for (const { rowId } of await workers[step.worker]!.begin(rows)) {
            const row = rows.find(({ id }) => id === rowId)!;
            seen.push({ at: clock.now().getTime(), serverUuid: row.serverUuid, taken: true, since: sliding });
          }
          await sql`update workers set expires_at = ${clock.now()} where id = ${workers[step.worker]!.id}`;
          await world.sweep();
          workers[step.worker] = await world.worker();
        }
      }

      const ofB = seen.filter(({ serverUuid }) => serverUuid === 'b');
      const instants = (attempts: typeof seen) => attempts.map(({ at }) => at);
      const taken = (attempts: typeof seen) => attempts.filter((attempt) => attempt.taken);
      expect(largestCount(instants(ofB), minuteMs)).toBeLessThanOrEqual(3);
      expect(largestCount(instants(ofB), 3 * minuteMs)).toBeLessThanOrEqual(5);
      // Rolling days count what was accepted, or may have been.
      expect(largestCount(instants(taken(ofB)), dayMs)).toBeLessThanOrEqual(8);
      expect(largestCount(instants(taken(seen)), dayMs)).toBeLessThanOrEqual(14);
      expect(largestCount(instants(seen), minuteMs)).toBeLessThanOrEqual(5);
      expect(largestCount(instants(seen), 60 * minuteMs)).toBeLessThanOrEqual(25);
      // Of the limits that are edited: each message kept those that stood when it left, over all that left before it.
      const ofA = seen.filter(({ serverUuid }) => serverUuid === 'a');
      for (const [i, { at, since }] of ofA.entries()) {
        for (const { max, periodMs } of [since, ...since.further]) {
          const within = ofA.slice(0, i + 1).filter((other) => other.at > at - periodMs);
          expect(within.length).toBeLessThanOrEqual(max);
        }
      }
      // Deferred attempts count against sliding windows and not against the daily limit.
      const days = Map.groupBy(taken(ofA), ({ at }) => new Date(at).toISOString().slice(0, 10));
      for (const sent of days.values()) expect(sent.length).toBeLessThanOrEqual(9);
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('a claim after the clock was put forward works with a counter that shows fractions', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 3);
  const world = queueWorld(
    { sql, clock: { ...clock, elapsedMs: () => clock.elapsedMs() * 1.0001 } },
    limitsWith([{ uuid: 'a' }]),
  );
  const worker = await world.worker();
  await worker.claim(1);
  clock.advance(1.234);
  clock.step(3600);
  expect((await worker.claim(1)).rows).toHaveLength(1);
});
