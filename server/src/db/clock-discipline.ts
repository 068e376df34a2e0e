/**
 * How a clock follows another that is asked now and then. All times are in milliseconds: `monotonicMs` of a counter that
 * never goes back, the others since 1970.
 *
 * Between measurements time passes as the monotonic counter does. What a measurement shows to be missing is made up for
 * slowly, forwards and backwards alike, so that time never stands still, never goes back, and no period of a limit is
 * shortened by more than one part in 2,000. Only if the other clock is more than `stepMs` ahead is its time taken at once.
 */
export interface Discipline {
  /** The last measurement, and what this clock showed then. */
  monotonicMs: number;
  timeMs: number;
  /** Still to be added; negative if this clock was ahead. */
  owedMs: number;
}

/** Further ahead than this is a step: the machine was asleep, or somebody set the clock. */
export const stepMs = 5_000;

/** Time gained or lost per time passed while a difference is made up for: that of NTP, 500 parts in a million. */
const slewRate = 500e-6;

/** A clock that shows `timeMs` now. */
export function begin(monotonicMs: number, timeMs: number): Discipline {
  return { monotonicMs, timeMs, owedMs: 0 };
}

/** What the clock shows. @param monotonicMs Not before that of the last measurement. */
export function read({ monotonicMs: since, timeMs, owedMs }: Discipline, monotonicMs: number): number {
  const passedMs = monotonicMs - since;
  const mostMs = passedMs * slewRate;
  return timeMs + passedMs + Math.max(-mostMs, Math.min(mostMs, owedMs));
}

/** Takes in that the other clock showed `timeMs` at `monotonicMs`; `aheadMs` is by how much it was ahead of this one. */
export function correct(
  discipline: Discipline,
  monotonicMs: number,
  timeMs: number,
): { discipline: Discipline; aheadMs: number } {
  const shownMs = read(discipline, monotonicMs);
  const aheadMs = timeMs - shownMs;
  if (aheadMs > stepMs) return { discipline: begin(monotonicMs, timeMs), aheadMs };
  return { discipline: { monotonicMs, timeMs: shownMs, owedMs: aheadMs }, aheadMs };
}

/** One question to the other clock: when it was asked and answered, and what it said. */
export interface Sample {
  askedMs: number;
  answeredMs: number;
  timeMs: number;
}

/** The sample that is surest, that of the shortest round trip, as the moment between question and answer. */
export function surest(samples: readonly [Sample, ...Sample[]]): { monotonicMs: number; timeMs: number } {
  const roundTrip = ({ askedMs, answeredMs }: Sample) => answeredMs - askedMs;
  const best = samples.reduce((best, sample) => (roundTrip(sample) < roundTrip(best) ? sample : best));
  return { monotonicMs: best.askedMs + roundTrip(best) / 2, timeMs: best.timeMs };
}
