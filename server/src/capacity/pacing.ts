import { nextMidnight } from './calendar-day.ts';
import { accountInFlight, type Capacity, type ServerCapacity } from './capacity.ts';
import type { Instant } from './limit.ts';
import { type Meter, remaining } from './meter.ts';
import { afterOpenMs, openMs } from './open-time.ts';
import { closingMarginMs, nextClosing, nextOpening, type SendWindow } from './send-window.ts';

export const pacings = ['fast', 'even'] as const;
/** As fast as limits allow, or spread evenly. */
export type Pacing = (typeof pacings)[number];

/** Over which time a campaign is spread. */
export interface Pace {
  /** When its messages may leave; only time in which it is open counts. */
  readonly window: SendWindow | null;
  /** IANA name; of the day over which it is spread if it may always send. */
  readonly timeZone: string;
  /** By when all are to be gone; `null`: by the end of the present opening of the window, or of the day without one. */
  readonly deadline: Instant | null;
}

/** `count` messages, 1 or more, that leave, or left, together. */
export interface Release {
  readonly at: Instant;
  readonly count: number;
}

/** Messages are released together if else one would follow the other within less than this. */
export const releaseApartMs = 1_000;

/**
 * What a campaign may send next: no more than `count`, from `at` on, which is `now` or before if that is already so.
 * Infinity messages where there is no time left to spread them over: then only limits hold them back.
 *
 * Each release has the share of the time that is left which its messages are of those that are left, and the next follows
 * when that is over. So all that is needed is the latest one. Whatever changes what is left (a limit that held it back, a
 * pause, another deadline or window, more recipients), the rest is spread anew over the time that is left, and nothing is
 * made up for in a burst.
 *
 * @param state.left Messages to spread; 0 or more.
 * @param state.latest What left last; `null` if nothing did.
 * @param apartMs How far releases are apart at least; 1,000 or more.
 */
export function nextRelease(
  pace: Pace,
  { left, latest, now }: { left: number; latest: Release | null; now: Instant },
  apartMs = releaseApartMs,
): Release {
  const end = spreadUntil(pace, now);
  if (end === null || left === 0) return { at: now, count: Infinity };
  // The last second of a window, in which nothing is begun, and the last before a deadline, have no part in it.
  const timeFrom = (at: Instant) => openMs(pace.window, at, end - closingMarginMs);
  const after = (at: Instant, share: number) => afterOpenMs(pace.window, at, Math.floor(timeFrom(at) * share)) ?? at;
  const release = (at: Instant): Release => {
    const time = timeFrom(at);
    return { at, count: time === 0 ? Infinity : Math.min(left, Math.ceil((left * apartMs) / time)) };
  };

  if (latest === null || latest.at > now || spreadUntil(pace, latest.at) !== end) return release(now);
  const due = release(after(latest.at, latest.count / (left + latest.count)));
  const isInTime = due.at > now || after(due.at, Math.min(1, due.count / left)) > now;
  return isInTime ? due : release(now);
}

/** Until when messages that can leave at `now`, or when the window opens next, are spread; `null` if it never opens. */
export function spreadUntil({ window, timeZone, deadline }: Pace, now: Instant): Instant | null {
  if (deadline !== null) return deadline;
  const opensAt = nextOpening(window, now);
  return opensAt === null ? null : (nextClosing(window, opensAt) ?? nextMidnight(opensAt, timeZone));
}

/** The pace of a campaign that leaves in `window`; `null` if it is sent as fast as limits allow. */
export function paceOf(
  { pacing, deadline }: { pacing: Pacing; deadline: Date | null },
  { window, timeZone }: Pick<Pace, 'window' | 'timeZone'>,
): Pace | null {
  return pacing === 'fast' ? null : { window, timeZone, deadline: deadline?.getTime() ?? null };
}

/**
 * How many of `queued` messages are spread: with a deadline all of them; without one no more than the daily limits leave for
 * today, so that a campaign of many days is spread over each of them. A daily limit over a rolling 24 hours frees up all
 * day long, and has no part in it.
 *
 * @param servers By which they may leave; of `capacity`.
 */
export function leftToSpread(
  { deadline }: Pace,
  queued: number,
  { capacity, servers, now }: { capacity: Capacity; servers: readonly ServerCapacity[]; now: Instant },
): number {
  if (deadline !== null) return queued;
  const today = (meter: Meter | undefined, inFlight: number) =>
    meter && !('window' in meter) ? remaining(meter, inFlight, now) : Infinity;
  const ofServer = ({ meters, inFlight }: ServerCapacity) =>
    today(meters.find(({ name }) => name === 'daily limit')?.meter, inFlight);
  const ofAccount = today(
    capacity.account.find(({ name }) => name === 'account day')?.meter,
    accountInFlight(capacity),
  );
  return Math.min(
    queued,
    ofAccount,
    servers.reduce((sum, server) => sum + ofServer(server), 0),
  );
}
