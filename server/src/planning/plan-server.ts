import { type ServerCapacity, serverRemaining } from '../capacity/capacity.ts';
import { asDirect } from '../capacity/direct.ts';
import { type Instant, slidingLimit } from '../capacity/limit.ts';
import { counted, type Meter, nextPermitAt, onNextDay, remaining, type SlidingMeter } from '../capacity/meter.ts';
import {
  afterCycles,
  cycleMsOf,
  emptyWindow,
  freeingPhaseOf,
  holdMsOf,
  movedBy,
  type SparseWindow,
  sliceMsOf,
  sparse,
  sparselyAdded,
} from '../capacity/sliding-window.ts';

/** An SMTP server while a plan runs: a plain value, replaced when something goes. */
export interface PlanServer {
  /** With its windows sparse; nothing in flight. */
  readonly capacity: ServerCapacity;
  /** What its connections take, as one more sliding limit; `null` when nothing is known of it. */
  readonly speedMeter: SlidingMeter | null;
  /** The part of a message by which the deferred of the messages that it took are fewer than their share says. */
  readonly deferredCarry: number;
}

/** The stretch over which a server's speed is held, for those that take a message or more in it. */
const speedMs = 10_000;

/**
 * The server as a plan sees it: what is in flight counts no more, and one that is probed proves itself.
 *
 * @param speed Messages a second; above 0.
 */
export function planServer(capacity: ServerCapacity, speed: number | null, now: Instant): PlanServer {
  const max = speed === null ? 0 : Math.max(1, Math.round((speed * speedMs) / 1000));
  const limit = speed === null ? null : slidingLimit(max, Math.max(speedMs, Math.round(1000 / speed)));
  const speedMeter =
    limit?.kind === 'sliding' ? { limit, window: sparse(emptyWindow(limit.periodMs), now), lagMs: 0 } : null;
  const sparsely = withMeters(capacity, (meter) => withSparseWindow(meter, now));
  const server = {
    capacity: { ...sparsely, inFlight: 0, probing: false, slowedIntervalMs: null },
    speedMeter,
    deferredCarry: 0,
  };
  return withSlots(server, speedMeter ? speedMeter.limit.max : Infinity);
}

/** What it can take now. */
function canTake(server: PlanServer, at: Instant, isDirect: boolean): number {
  const { capacity } = atItsSpeed(server, at);
  return serverRemaining(isDirect ? asDirect(capacity) : capacity, at);
}

/** The server with its slots as its speed leaves them at this instant. */
export function atItsSpeed(server: PlanServer, at: Instant): PlanServer {
  return server.speedMeter ? withSlots(server, remaining(server.speedMeter, 0, at)) : server;
}

/** The first instants, `at` or later, at which it can take a direct message, and another, if it takes none before. */
export function freeAt({ capacity, speedMeter }: PlanServer, at: Instant): { directly: Instant; within: Instant } {
  const freeOf = (meter: Meter) => nextPermitAt(meter, 0, at) ?? Infinity;
  let directly = Math.max(at, capacity.asideUntil ?? at);
  if (speedMeter) directly = Math.max(directly, freeOf(speedMeter));
  let within = at;
  for (const { name, meter } of capacity.meters) {
    if (name === 'daily limit') within = Math.max(within, freeOf(meter));
    else directly = Math.max(directly, freeOf(meter));
  }
  return { directly, within: Math.max(within, directly) };
}

/** The server once it has taken `count` messages, of which `deferredShare` were deferred. */
export function taken(
  server: PlanServer,
  { count, at, deferredShare }: { count: number; at: Instant; deferredShare: number },
): { server: PlanServer; deferred: number } {
  const { deferred, deferredCarry } = deferredOf(server, count, deferredShare);
  const seen = { at, seen: count, accepted: count - deferred };
  const capacity = withMeters(server.capacity, (meter) => counted(meter, seen));
  const speedMeter = server.speedMeter && (counted(server.speedMeter, seen) as SlidingMeter);
  return { server: { capacity: { ...capacity, lastUsedAt: at }, speedMeter, deferredCarry }, deferred };
}

/** Rows are whole, so a share of them is carried on. */
function deferredOf({ deferredCarry }: PlanServer, count: number, deferredShare: number) {
  const exact = deferredCarry + count * deferredShare;
  const deferred = Math.min(count, Math.floor(exact));
  return { deferred, deferredCarry: Math.min(1, exact - deferred) };
}

/** What a server takes when rows are never short. */
export interface AloneRun {
  server: PlanServer;
  count: number;
  deferred: number;
  /** When it took the last; `null` if it took none. */
  lastAt: Instant | null;
  /** At how many instants it was looked at. */
  instants: number;
  /** What it took and when, the earliest first, if that was asked for. */
  readonly steps: Step[] | null;
}

export interface Step {
  readonly at: Instant;
  readonly count: number;
}

/**
 * What it takes from `from` on and before `to`, while nothing but its own limits holds it back and no midnight passes: all it
 * can at each instant. Exact: where one of its sliding limits repeats itself it goes on by whole cycles.
 */
export function takeAlone(
  server: PlanServer,
  { from, to, deferredShare, isDirect }: { from: Instant; to: Instant; deferredShare: number; isDirect: boolean },
  steps: Step[] | null = null,
): AloneRun {
  const run: AloneRun = { server, count: 0, deferred: 0, lastAt: null, instants: 0, steps };
  const next = (at: Instant) => {
    const { directly, within } = freeAt(run.server, at);
    return isDirect ? directly : within;
  };
  for (let at = next(from); at < to; at = next(at)) {
    run.instants++;
    const count = canTake(run.server, at, isDirect);
    if (count === Infinity) return { ...run, count, lastAt: at };
    if (count <= 0) break;
    take(run, { count, at, deferredShare });
    const cycles = cyclesFrom(run.server, { at, to, deferredShare, isDirect });
    if (cycles) {
      repeat(run, cycles, deferredShare);
      at = cycles.until;
    }
  }
  return run;
}

function take(run: AloneRun, { count, at, deferredShare }: { count: number; at: Instant; deferredShare: number }) {
  const after = taken(run.server, { count, at, deferredShare });
  run.server = after.server;
  run.count += count;
  run.deferred += after.deferred;
  run.lastAt = at;
  run.steps?.push({ at, count });
}

interface Cycles {
  meter: SlidingMeter;
  window: SparseWindow;
  cycles: number;
  from: Instant;
  until: Instant;
}

/**
 * How long the server repeats what its tightest sliding limit does, before `to`: as long as that one is used up at each
 * instant, and no other limit can come to bind even if it freed nothing meanwhile. `null` for less than two cycles.
 */
function cyclesFrom(
  server: PlanServer,
  { at, to, deferredShare, isDirect }: { at: Instant; to: Instant; deferredShare: number; isDirect: boolean },
): Cycles | null {
  const bound = isDirect ? { ...server, capacity: asDirect(server.capacity) } : server;
  const all = allMetersOf(bound).filter((meter) => 'window' in meter);
  const binding = all.filter((meter) => !all.some((other) => other !== meter && coveredBy(meter, other, at)));
  const [meter] = binding.toSorted((a, b) => a.limit.periodMs - b.limit.periodMs);
  if (!meter || (deferredShare > 0 && meter.limit.counts === 'accepted')) return null;
  const { periodMs, max } = meter.limit;
  const cycleMs = cycleMsOf(periodMs);
  const inSlice = (at - meter.lagMs) % sliceMsOf(periodMs);
  const window = sparse(meter.window, at - meter.lagMs);
  const used = window.counts.reduce((sum, { count }) => sum + count, 0);
  if (inSlice !== freeingPhaseOf(periodMs) || used !== max) return null;

  const days = metersOf(bound.capacity).filter((one) => !('window' in one));
  const budgets = [...binding.filter((other) => other !== meter), ...days];
  const cycles = Math.min(
    Math.floor((to - 1 - at) / cycleMs),
    ...budgets.map((other) => Math.floor(remaining(other, 0, at) / max)),
  );
  return cycles >= 2 ? { meter, window, cycles, from: at, until: at + cycles * cycleMs } : null;
}

/** Whether `meter` can't bind because `other` holds back as much over longer. */
function coveredBy(meter: SlidingMeter, other: SlidingMeter, at: Instant): boolean {
  const { periodMs, max } = meter.limit;
  return (
    holdMsOf(periodMs) + sliceMsOf(periodMs) <= other.limit.periodMs &&
    max >= other.limit.max &&
    max - remaining(meter, 0, at) <= other.limit.max
  );
}

function repeat(run: AloneRun, { meter, window, cycles, from, until }: Cycles, deferredShare: number): void {
  const { periodMs, max } = meter.limit;
  const [sliceMs, holdMs, cycleMs] = [sliceMsOf(periodMs), holdMsOf(periodMs), cycleMsOf(periodMs)];
  const total = cycles * max;
  const { deferred, deferredCarry } = deferredOf(run.server, total, deferredShare);
  const next = <M extends Meter>(one: M): M => {
    if (one === (meter as Meter)) return { ...one, window: afterCycles(window, cycles) };
    if (!('window' in one)) return counted(one, { at: until, seen: total, accepted: total - deferred }) as M;
    const reachMs = holdMsOf(one.limit.periodMs) + sliceMsOf(one.limit.periodMs);
    const first = Math.max(1, cycles - Math.ceil(reachMs / cycleMs));
    const added: { at: Instant; count: number }[] = [];
    for (let cycle = first; cycle <= cycles; cycle++) {
      for (const { slice, count } of window.counts) {
        const wentAt = (slice + 1) * sliceMs + holdMs + (cycle - 1) * cycleMs;
        const counts = one.limit.counts === 'seen' ? count : count - Math.round((count * deferred) / total);
        added.push({ at: wentAt + meter.lagMs - one.lagMs, count: counts });
      }
    }
    return { ...one, window: sparselyAdded(sparse(one.window, from - one.lagMs), until - one.lagMs, added) };
  };
  const { capacity, speedMeter } = run.server;
  run.server = {
    capacity: { ...withMeters(capacity, next), lastUsedAt: until },
    speedMeter: speedMeter && next(speedMeter),
    deferredCarry,
  };
  run.count += total;
  run.deferred += deferred;
  for (let cycle = 1; run.steps && cycle <= cycles; cycle++) {
    for (const { slice, count } of window.counts) {
      const leftAt = (slice + 1) * sliceMs + holdMs + (cycle - 1) * cycleMs + meter.lagMs;
      run.steps.push({ at: Math.max(from, leftAt), count });
    }
  }
  const newest = window.counts.at(-1)!.slice;
  run.lastAt = Math.max(from, (newest + 1) * sliceMs + holdMs + (cycles - 1) * cycleMs + meter.lagMs);
}

/** The server on a new calendar day. */
export function onNewDay(server: PlanServer): PlanServer {
  return { ...server, capacity: withMeters(server.capacity, onNextDay) };
}

/** The server as it would be if all that it took had gone so much later. */
export function movedOn({ capacity, speedMeter, deferredCarry }: PlanServer, ms: number): PlanServer {
  return {
    capacity: { ...withMeters(capacity, (meter) => meterMovedOn(meter, ms)), lastUsedAt: capacity.lastUsedAt + ms },
    speedMeter: speedMeter && (meterMovedOn(speedMeter, ms) as SlidingMeter),
    deferredCarry,
  };
}

/** @param meter With a sparse window, if it has one. */
export function meterMovedOn(meter: Meter, ms: number): Meter {
  return 'counts' in ('window' in meter ? meter.window : {})
    ? { ...(meter as SlidingMeter), window: movedBy((meter as SlidingMeter).window as SparseWindow, ms) }
    : meter;
}

/** The limits of a server with what they have counted. */
function metersOf({ meters }: ServerCapacity): Meter[] {
  return meters.map(({ meter }) => meter);
}

/** Its speed among them. */
export function allMetersOf({ capacity, speedMeter }: PlanServer): Meter[] {
  return speedMeter ? [...metersOf(capacity), speedMeter] : metersOf(capacity);
}

/** The server with each of its limits changed. */
export function withMeters(server: ServerCapacity, change: (meter: Meter) => Meter): ServerCapacity {
  return { ...server, meters: server.meters.map((one) => ({ ...one, meter: change(one.meter) })) };
}

/** With a window that is as it is at `now`, and sparse. */
export function withSparseWindow(meter: Meter, now: Instant): Meter {
  return 'window' in meter ? { ...meter, window: sparse(meter.window, now - meter.lagMs) } : meter;
}

function withSlots(server: PlanServer, slots: number): PlanServer {
  return server.capacity.slots === slots ? server : { ...server, capacity: { ...server.capacity, slots } };
}
