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

/** How many messages count at `now`. */
export function usedAt(window: SlidingWindow, now: Instant): number {
  let used = 0;
  for (const { count } of countedSlices(window, now)) used += count;
  return used;
}

/** Where the oldest slice that counts at `now` begins, or `null` when nothing counts. */
export function countingSince(window: SlidingWindow, now: Instant): Instant | null {
  for (const { slice } of countedSlices(window, now)) return slice * sliceMsOf(window.periodMs);
  return null;
}

/**
 * The first instant, `now` or later, at which at most `target` messages count, if no more are added.
 *
 * @param target 0 or more.
 */
export function drainsTo(window: SlidingWindow, target: number, now: Instant): Instant {
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

function headAt(window: SlidingWindow, now: Instant): number {
  return Math.max(window.head, Math.floor(now / sliceMsOf(window.periodMs)));
}

/** The slices that count at `now` and are not empty, oldest first. */
function* countedSlices(window: SlidingWindow, now: Instant): Generator<{ slice: number; count: number }> {
  const sliceMs = sliceMsOf(window.periodMs);
  const present = Math.max(now, window.head * sliceMs);
  const oldest = Math.max(0, Math.floor((present - holdMsOf(window.periodMs)) / sliceMs), window.head - ringLength + 1);
  for (let slice = oldest; slice <= window.head; slice++) {
    const count = window.slices[slice % ringLength] ?? 0;
    if (count > 0) yield { slice, count };
  }
}
