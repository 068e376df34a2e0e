import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountRemaining, type Capacity, type ServerCapacity, serverRemaining } from './capacity.ts';
import type { SlidingLimit } from './limit.ts';
import { type Meter, nextPermitAt } from './meter.ts';
import { countedAt, emptyWindow, type SlidingWindow, sliceMsOf, windowOf } from './sliding-window.ts';
import { type SteadyTime, steadyTimeAt } from './steady-time.ts';

// Random worlds with several limits per server and of the account, several workers, servers that are slow to answer,
// bursts, edits, and clocks that are put forward and back. The receivers' own count, by true time, is the judge.

type Window = { limit: SlidingLimit; window: SlidingWindow };

const startMs = 1_800_000_000_000;
const limit = fc
  .record({
    max: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 100_000 })),
    periodMs: fc.oneof(
      fc.constantFrom(1_000, 60_000, 3_600_000, 86_400_000),
      fc.integer({ min: 1_000, max: 86_400_000 }),
    ),
  })
  .map(({ max, periodMs }): SlidingLimit => ({ kind: 'sliding', max, periodMs, counts: 'seen' }));
const limits = (minLength: number, maxLength: number) =>
  fc.uniqueArray(limit, { minLength, maxLength, selector: ({ periodMs }) => periodMs });

/** Messages that one server was given together: when, when it took them, and when the last worker knew. */
interface Batch {
  server: number;
  count: number;
  reservedAt: number;
  receivedAt: number;
  settledAt: number;
}

/** True time, the clock that workers read, and what they count. */
function makeWorld(perServer: readonly (readonly SlidingLimit[])[], account: readonly SlidingLimit[], workers = 1) {
  const fresh = (limit: SlidingLimit): Window => ({ limit, window: emptyWindow(limit.periodMs) });
  const servers = perServer.map((own) => own.map(fresh));
  let accountWindows = account.map(fresh);
  let steady: SteadyTime = { seenAt: startMs, lagMs: 0 };
  const looks: ({ steadyMs: number; at: number } | null)[] = new Array(workers).fill(null);
  const counted: { server: number; at: number; count: number }[] = [];
  const world = {
    time: startMs,
    clockAheadMs: 0,
    batches: [] as Batch[],
    flying: [] as Batch[],
    servers,
    account: () => accountWindows,

    /** What `worker` sees when it takes the limits' lock. */
    look(worker = 0): { clock: number; capacity: Capacity } {
      const clock = world.time + world.clockAheadMs;
      const mine = looks[worker];
      steady = steadyTimeAt(steady, clock, mine ? mine.steadyMs + world.time - mine.at : null);
      looks[worker] = { steadyMs: clock - steady.lagMs, at: world.time };
      const meterOf = ({ limit, window }: Window): Meter => ({ limit, window, lagMs: steady.lagMs });
      const capacity: Capacity = {
        sendWindow: null,
        account: accountWindows.map((window) => ({ name: 'account hour', meter: meterOf(window) })),
        servers: servers.map(
          (own, i): ServerCapacity => ({
            uuid: String(i),
            meters: own.map((window) => ({ name: 'further limit', meter: meterOf(window) })),
            inFlight: sum(world.flying.filter(({ server }) => server === i)),
            ...{ slots: Infinity, lastUsedAt: 0, asideUntil: null, probing: false, slowedIntervalMs: null },
          }),
        ),
        inFlightElsewhere: 0,
      };
      return { clock, capacity };
    },

    /** Up to `wants` messages leave by each server, as far as the limits allow; what is reserved is checked at once. */
    send(wants: number, { worker = 0, latencyMs = 0, share = 0 } = {}) {
      for (let server = 0; server < servers.length; server++) {
        const { clock, capacity } = world.look(worker);
        const free = Math.min(serverRemaining(capacity.servers[server]!, clock), accountRemaining(capacity, clock));
        const count = Math.min(wants, free);
        if (count === 0) continue;
        const receivedAt = world.time + Math.round(share * latencyMs);
        const batch = { server, count, reservedAt: world.time, receivedAt, settledAt: world.time + latencyMs };
        world.batches.push(batch);
        world.flying.push(batch);
        for (const { limit } of servers[server]!) world.check(limit, server);
        for (const { limit } of accountWindows) world.check(limit, null);
      }
    },

    /** No permit is given while those of the last period and those in flight are as many as the limit has. */
    check({ max, periodMs }: SlidingLimit, server: number | null) {
      const held = world.batches.filter(
        (batch) =>
          (server === null || batch.server === server) &&
          (world.flying.includes(batch) || batch.settledAt > world.time - periodMs),
      );
      expect(sum(held) / max).toBeLessThanOrEqual(1);
    },

    /** Time passes up to `until`; outcomes are settled as they come, by any worker. */
    pass(until: number, worker = 0) {
      const due = world.flying.filter(({ settledAt }) => settledAt <= until).sort((a, b) => a.settledAt - b.settledAt);
      for (const batch of due) {
        world.time = batch.settledAt;
        const { clock } = world.look(worker);
        const at = clock - steady.lagMs;
        for (const window of [...servers[batch.server]!, ...accountWindows]) {
          window.window = countedAt(window.window, at, batch.count);
        }
        counted.push({ server: batch.server, at, count: batch.count });
        world.flying.splice(world.flying.indexOf(batch), 1);
      }
      world.time = until;
    },

    /** Other limits from now on: those of another period start with what was counted before, slice by slice. */
    edit(server: number | null, next: readonly SlidingLimit[]) {
      const before = server === null ? accountWindows : servers[server]!;
      const after = next.map((limit): Window => {
        const same = before.find((window) => window.limit.periodMs === limit.periodMs);
        const sliceMs = sliceMsOf(limit.periodMs);
        const counts = counted
          .filter((batch) => server === null || batch.server === server)
          .map(({ at, count }) => ({ at: Math.floor(at / sliceMs) * sliceMs, count }));
        const window =
          same?.window ??
          windowOf(
            limit.periodMs,
            counts.sort((a, b) => a.at - b.at),
          );
        return { limit, window };
      });
      if (server === null) accountWindows = after;
      else servers[server] = after;
    },

    /** When, by the clock, one of the servers can be given more, if only time passes. */
    nextPermitAt(): number {
      const { clock, capacity } = world.look();
      const total = sum(world.flying);
      const account = capacity.account.map(({ meter }) => nextPermitAt(meter, total, clock) ?? Infinity);
      const own = capacity.servers.map(({ meters, inFlight }) =>
        Math.max(...meters.map(({ meter }) => nextPermitAt(meter, inFlight, clock) ?? Infinity)),
      );
      return Math.max(...account, Math.min(...own));
    },
  };
  return world;
}

/** The most that came in any half-open stretch of a period, as a share of the limit. */
function worstRatio(batches: readonly Batch[], { max, periodMs }: SlidingLimit): number {
  const sorted = batches.toSorted((a, b) => a.receivedAt - b.receivedAt);
  let within = 0;
  let most = 0;
  for (let from = 0, to = 0; to < sorted.length; to++) {
    within += sorted[to]!.count;
    for (; sorted[to]!.receivedAt - sorted[from]!.receivedAt >= periodMs; from++) within -= sorted[from]!.count;
    most = Math.max(most, within);
  }
  return most / max;
}

function sum(batches: readonly { count: number }[]): number {
  return batches.reduce((total, { count }) => total + count, 0);
}

const worker = fc.nat(2);
const share = fc.constantFrom(0, 0.5, 1);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      ...{ worker, share },
      wants: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constant(200_000)),
      latencyMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20_000 })),
    }),
  },
  {
    weight: 6,
    // Of the first limit's period, so that worlds of a second and of a day are tried at their own pace.
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      worker,
      periods: fc.double({ min: 0, max: 1.1, noNaN: true }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('step' as const),
      ms: fc.oneof(fc.integer({ min: 2_000, max: 100_000_000 }), fc.integer({ min: -100_000_000, max: -2_000 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('edit' as const), server: fc.nat(1), to: limits(1, 3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('edit account' as const), to: limits(0, 2) }) },
);

const worlds = fc.record({
  perServer: fc.array(limits(1, 4), { minLength: 2, maxLength: 2 }),
  account: limits(0, 2),
  steps: fc.array(step, { minLength: 5, maxLength: 40 }),
});

test('no limit is ever exceeded: by bursts, slow servers, edits, steps of the clock, or by several workers', () => {
  fc.assert(
    fc.property(worlds, ({ perServer, account, steps }) => {
      const world = makeWorld(perServer, account, 3);
      for (let worker = 0; worker < 3; worker++) world.look(worker);
      for (const step of steps) {
        if (step.kind === 'send') world.send(step.wants, step);
        if (step.kind === 'wait')
          world.pass(world.time + Math.floor(step.periods * perServer[0]![0]!.periodMs), step.worker);
        if (step.kind === 'step') world.clockAheadMs += step.ms;
        if (step.kind === 'edit') world.edit(step.server, step.to);
        if (step.kind === 'edit account') world.edit(null, step.to);
      }
      if (steps.some(({ kind }) => kind.startsWith('edit'))) return;
      for (const [server, own] of perServer.entries()) {
        const batches = world.batches.filter((batch) => batch.server === server);
        for (const limit of own) expect(worstRatio(batches, limit)).toBeLessThanOrEqual(1);
      }
      for (const limit of account) expect(worstRatio(world.batches, limit)).toBeLessThanOrEqual(1);
    }),
    { numRuns: 2_000 },
  );
}, 120_000);

/** The instants at which a sender could leave so many messages that knew every instant exactly; with the counts. */
function bestSchedule(limits: readonly SlidingLimit[], events: number, latencyMs: number) {
  const settled: { at: number; count: number }[] = [];
  const counting = (time: number, periodMs: number) => settled.filter(({ at }) => at + periodMs > time);
  let time = startMs;
  let sent = 0;
  const schedule: { time: number; sent: number }[] = [];
  while (schedule.length < events) {
    const free = Math.min(...limits.map(({ max, periodMs }) => max - sum(counting(time, periodMs))));
    if (free > 0) {
      sent += free;
      settled.push({ at: time + latencyMs, count: free });
      schedule.push({ time, sent });
      time += latencyMs;
    }
    const waits = limits.map(({ max, periodMs }) => {
      let used = sum(counting(time, periodMs));
      let at = time;
      for (const batch of counting(time, periodMs)) {
        if (used < max) break;
        used -= batch.count;
        at = batch.at + periodMs;
      }
      return at;
    });
    time = Math.max(...waits);
  }
  return schedule;
}

test('a queue that is always full uses at least 99 % of what all limits together allow', () => {
  fc.assert(
    fc.property(limits(1, 4), fc.constantFrom(0, 0, 1, 250, 5_000), (own, latencyMs) => {
      const best = bestSchedule(own, 60, latencyMs);
      const world = makeWorld([own], []);
      const goal = best.at(-1)!;
      while (sum(world.batches) < goal.sent) {
        world.send(Infinity, { latencyMs });
        const settled = Math.max(world.time, ...world.flying.map(({ settledAt }) => settledAt));
        world.pass(settled);
        world.pass(Math.max(world.time, world.nextPermitAt()));
      }
      const took = world.batches.at(-1)!.reservedAt - startMs;
      expect((goal.time - startMs) / Math.max(took, 1)).toBeGreaterThanOrEqual(took === 0 ? 0 : 0.99);
    }),
    { numRuns: 400 },
  );
}, 120_000);
