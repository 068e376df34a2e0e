import { dailyRemaining, type ServerCapacity, type ServerMeter } from '../capacity/capacity.ts';
import type { DailyLimitPeriod } from '../capacity/limit.ts';
import { remaining, used } from '../capacity/meter.ts';
import type { SmtpServer } from '../settings/smtp-server.ts';
import { type HealthState, stateOf } from '../smtp/health.ts';
import type { PresentCapacity } from './present-capacity.ts';
import { presentSentence, presentWaiting } from './present-waiting.ts';
import { type ServerState, unknownServer } from './usage.ts';

/** What an SMTP server has sent and may still send, and what it waits for. */
export interface ServerReport {
  server: SmtpServer;
  /** Accepted on the present calendar day, or in the last 24 hours if the daily limit is a rolling one, and in flight. */
  dailyUsed: number;
  /** What a day is to its daily limit; calendar without one. */
  dailyPeriod: DailyLimitPeriod;
  /** 0 or more; `null` without a daily limit. */
  dailyRemaining: number | null;
  inFlight: number;
  slidingWindow: SlidingLimitReport | null;
  /** Of its further limits, in the operator's order. */
  limits: SlidingLimitReport[];
  state: 'ready' | 'waiting' | 'set aside' | 'disabled';
  /** One sentence; `null` when it can send now. */
  waitingFor: string | null;
  /** Now if it can send now; `null` when no instant is known. */
  nextSendAt: Date | null;
  health: {
    state: HealthState;
    /** The last fault's reply, unless healthy. */
    reason: string | null;
    /** `null` while it has never been anything but healthy. */
    since: Date | null;
    /** The end of a park. */
    until: Date | null;
  };
}

/** What a sliding limit has counted, with what is in flight, and still allows. */
interface SlidingLimitReport {
  max: number;
  periodMs: number;
  used: number;
  remaining: number;
}

/** A report on every server, in the operator's order. */
export function serverReports(present: PresentCapacity): ServerReport[] {
  const places = new Map(present.capacity.servers.map((place) => [place.uuid, place]));
  return present.configuration.servers.map((server) => reportOn(present, server, places.get(server.uuid)!));
}

function reportOn(present: PresentCapacity, server: SmtpServer, place: ServerCapacity): ServerReport {
  const { usage, now } = present;
  const nowMs = now.getTime();
  const daily = place.meters.find(({ name }) => name === 'daily limit')?.meter;
  const counts = {
    server,
    dailyUsed: (daily ? used(daily, nowMs) : (usage.sentToday.get(server.uuid) ?? 0)) + place.inFlight,
    dailyPeriod: daily && 'window' in daily ? ('rolling' as const) : ('calendar' as const),
    dailyRemaining: dailyRemaining(place, nowMs),
    inFlight: place.inFlight,
    slidingWindow: slidingReports(place, 'sliding window', nowMs)[0] ?? null,
    limits: slidingReports(place, 'further limit', nowMs),
    health: healthOf(usage.servers.get(server.uuid) ?? unknownServer, now),
  };
  if (!server.enabled) {
    return { ...counts, state: 'disabled', waitingFor: `${server.name} is disabled`, nextSendAt: null };
  }
  const waiting = presentWaiting(present, [server]);
  if (!waiting) return { ...counts, state: 'ready', waitingFor: null, nextSendAt: now };
  return {
    ...counts,
    state: place.asideUntil !== null && place.asideUntil > nowMs ? 'set aside' : 'waiting',
    waitingFor: presentSentence(present, waiting),
    nextSendAt: waiting.until === null ? null : new Date(waiting.until),
  };
}

function healthOf(server: ServerState, now: Date): ServerReport['health'] {
  const state = stateOf(server, now);
  return {
    state,
    reason: server.reason,
    since: state === 'probing' ? server.asideUntil : server.healthChangedAt,
    until: state === 'parked' ? server.asideUntil : null,
  };
}

function slidingReports(
  { meters, inFlight }: ServerCapacity,
  of: ServerMeter['name'],
  now: number,
): SlidingLimitReport[] {
  return meters.flatMap(({ name, meter }) => {
    if (name !== of || !('window' in meter)) return [];
    const { max, periodMs } = meter.limit;
    return { max, periodMs, used: used(meter, now) + inFlight, remaining: remaining(meter, inFlight, now) };
  });
}
