import type { Instant } from './limit.ts';

/**
 * What a sliding limit has counted, in constant space: a ring of counters, each for one slice of time.
 *
 * A slice counts until it has wholly left the period, and a 500th of the period longer: what was counted at an instant
 * goes on counting for a full period after it, also by a receiver's clock that runs 0.2 % faster than ours (two clocks
 * that NTP is setting right may differ by half of that). This makes the bound exact: of any `max + 1` messages, the last
 * was admitted a period or more after the first. It costs at most 0.6 % of the rate.
 *
 * A clock that steps back is read as standing still: the head never moves back, and nothing is forgotten.
 */
export interface SlidingWindow {
  readonly periodMs: number;
  /** The newest slice that the ring has reached; slice n covers `[n * sliceMs, (n + 1) * sliceMs)`. */
  readonly head: number;
  /** Slice n is counted at index n mod the length. */
  readonly slices: readonly number[];
}

/**
 * The same window as the slices that are not empty, oldest first. For reckoning ahead, where most are: what it answers is
 * the ring's answer, in time that goes by the number of its slices.
 */
export interface SparseWindow {
  readonly periodMs: number;
  readonly head: number;
  readonly counts: readonly SliceCount[];
}

interface SliceCount {
  readonly slice: number;
  /** 1 or more. */
  readonly count: number;
}

const slicesPerPeriod = 256;
/** Two more than the period holds: the slice that is just leaving still counts, and the 500th of a period reaches into one. */
const ringLength = slicesPerPeriod + 2;

/** The resolution of a window of this period. */
export function sliceMsOf(periodMs: number): number {
  return Math.ceil(periodMs / slicesPerPeriod);
}

/** How long a slice counts from its end on. */
export function holdMsOf(periodMs: number): number {
  return periodMs + Math.floor(periodMs / 500);
}

/** A window in which nothing has been counted. @throws {RangeError} if `periodMs` is not a positive integer. */
export function emptyWindow(periodMs: number): SlidingWindow {
  if (!Number.isInteger(periodMs) || periodMs < 1) throw new RangeError(`periodMs must be 1 or more, got ${periodMs}`);
  return { periodMs, head: 0, slices: new Array<number>(ringLength).fill(0) };
}

/** The window with `count` more messages counted at `at`. */
export function countedAt(window: SlidingWindow, at: Instant, count: number): SlidingWindow {
  const head = headAt(window, at);
  const slices = window.slices.slice();
  for (let slice = Math.max(window.head + 1, head - ringLength + 1); slice <= head; slice++) {
    slices[slice % ringLength] = 0;
  }
  slices[head % ringLength] = (slices[head % ringLength] ?? 0) + count;
  return { periodMs: window.periodMs, head, slices };
}

/** A window in which these have been counted, given oldest first. */
export function windowOf(periodMs: number, counts: Iterable<{ at: Instant; count: number }>): SlidingWindow {
  let window = emptyWindow(periodMs);
  for (const { at, count } of counts) window = countedAt(window, at, count);
  return window;
}

/** A window as a sparse one, of what counts at `now` and may count later. */
export function sparse(window: SlidingWindow | SparseWindow, now: Instant): SparseWindow {
  return { periodMs: window.periodMs, head: headAt(window, now), counts: countedSlices(window, now) };
}

/**
 * The window at `now` with more messages counted, as `countedAt` counts them.
 *
 * @param added The earliest first, none later than `now`.
 */
export function sparselyAdded(
  window: SparseWindow,
  now: Instant,
  added: readonly { at: Instant; count: number }[],
): SparseWindow {
  const { periodMs } = window;
  const sliceMs = sliceMsOf(periodMs);
  const head = headAt(window, now);
  const counts = window.counts.filter(({ slice }) => slice > head - ringLength);
  for (const { at, count } of added) {
    const slice = Math.max(window.head, Math.floor(at / sliceMs));
    const newest = counts.at(-1);
    if (count === 0 || slice <= head - ringLength) continue;
    if (newest?.slice === slice) counts[counts.length - 1] = { slice, count: newest.count + count };
    else counts.push({ slice, count });
  }
  return { periodMs, head, counts };
}

/**
 * The window with all of these counted, as `sparselyAdded` counts them one after the other; or the first of their instants at
 * which more than `max` would count.
 *
 * @param added The earliest first.
 */
export function sparselyAddedWithin(
  window: SparseWindow,
  max: number,
  added: readonly { at: Instant; count: number }[],
): { window: SparseWindow } | { fullAt: Instant } {
  const { periodMs } = window;
  const counts = [...window.counts];
  let used = counts.reduce((sum, { count }) => sum + count, 0);
  let left = 0;
  let { head } = window;
  for (const { at, count } of added) {
    head = headAt({ periodMs, head }, at);
    const oldest = oldestCounted({ periodMs, head }, at);
    for (; left < counts.length && counts[left]!.slice < oldest; left++) used -= counts[left]!.count;
    used += count;
    if (used > max) return { fullAt: at };
    const newest = counts.at(-1);
    if (newest?.slice === head) counts[counts.length - 1] = { slice: head, count: newest.count + count };
    else counts.push({ slice: head, count });
  }
  return { window: { periodMs, head, counts: counts.slice(left) } };
}

/**
 * How long a window takes to be again as it is when every permit that it frees is taken in that instant: what was counted
 * in one slice is then counted again in the slice in which it left, a whole number of slices later.
 */
export function cycleMsOf(periodMs: number): number {
  const sliceMs = sliceMsOf(periodMs);
  return (1 + Math.floor(holdMsOf(periodMs) / sliceMs)) * sliceMs;
}

/** Where in its slice every instant lies at which permits become free. */
export function freeingPhaseOf(periodMs: number): number {
  return holdMsOf(periodMs) % sliceMsOf(periodMs);
}

/** The window `cycles` of `cycleMsOf` later, when every permit that it freed was taken in that instant. */
export function afterCycles(window: SparseWindow, cycles: number): SparseWindow {
  return movedBy(window, cycles * cycleMsOf(window.periodMs));
}

/** The window as it would be if all of it had happened so much later, to the slice. */
export function movedBy({ periodMs, head, counts }: SparseWindow, ms: number): SparseWindow {
  const slices = Math.round(ms / sliceMsOf(periodMs));
  return {
    periodMs,
    head: head + slices,
    counts: counts.map(({ slice, count }) => ({ slice: slice + slices, count })),
  };
}

/** How many messages count at `now`. */
export function usedAt(window: SlidingWindow | SparseWindow, now: Instant): number {
  let used = 0;
  for (const { count } of countedSlices(window, now)) used += count;
  return used;
}

/** Where the oldest slice that counts at `now` begins, or `null` when nothing counts. */
export function countingSince(window: SlidingWindow | SparseWindow, now: Instant): Instant | null {
  const [oldest] = countedSlices(window, now);
  return oldest ? oldest.slice * sliceMsOf(window.periodMs) : null;
}

/**
 * The first instant, `now` or later, at which at most `target` messages count, if no more are added.
 *
 * @param target 0 or more.
 */
export function drainsTo(window: SlidingWindow | SparseWindow, target: number, now: Instant): Instant {
  const sliceMs = sliceMsOf(window.periodMs);
  let used = usedAt(window, now);
  let at = now;
  for (const { slice, count } of countedSlices(window, now)) {
    if (used <= target) break;
    used -= count;
    at = (slice + 1) * sliceMs + holdMsOf(window.periodMs);
  }
  return Math.max(at, now);
}

function headAt(window: { periodMs: number; head: number }, now: Instant): number {
  return Math.max(window.head, Math.floor(now / sliceMsOf(window.periodMs)));
}

/** The slices that count at `now` and are not empty, oldest first. */
function countedSlices(window: SlidingWindow | SparseWindow, now: Instant): readonly SliceCount[] {
  const oldest = oldestCounted(window, now);
  if ('counts' in window) {
    const { counts } = window;
    return counts.length === 0 || counts[0]!.slice >= oldest ? counts : counts.filter(({ slice }) => slice >= oldest);
  }
  const counts: SliceCount[] = [];
  for (let slice = oldest; slice <= window.head; slice++) {
    const count = window.slices[slice % ringLength] ?? 0;
    if (count > 0) counts.push({ slice, count });
  }
  return counts;
}

/** The oldest slice that counts at `now`. */
function oldestCounted({ periodMs, head }: { periodMs: number; head: number }, now: Instant): number {
  const sliceMs = sliceMsOf(periodMs);
  const present = Math.max(now, head * sliceMs);
  return Math.max(0, Math.floor((present - holdMsOf(periodMs)) / sliceMs), head - ringLength + 1);
}
