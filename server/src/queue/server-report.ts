import { dailyRemaining, type ServerCapacity } from '../capacity/capacity.ts';
import { remaining } from '../capacity/meter.ts';
import { usedAt } from '../capacity/sliding-window.ts';
import type { SmtpServer } from '../settings/smtp-server.ts';
import { type HealthState, stateOf } from '../smtp/health.ts';
import type { PresentCapacity } from './present-capacity.ts';
import { presentSentence, presentWaiting } from './present-waiting.ts';
import { type ServerState, unknownServer } from './usage.ts';

/** What an SMTP server has sent and may still send, and what it waits for. */
export interface ServerReport {
  server: SmtpServer;
  /** Accepted on the present calendar day, and in flight. */
  dailyUsed: number;
  /** 0 or more; `null` without a daily limit. */
  dailyRemaining: number | null;
  inFlight: number;
  slidingWindow: { max: number; periodMs: number; used: number; remaining: number } | null;
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

/** A report on every server, in the operator's order. */
export function serverReports(present: PresentCapacity): ServerReport[] {
  const places = new Map(present.capacity.servers.map((place) => [place.uuid, place]));
  return present.configuration.servers.map((server) => reportOn(present, server, places.get(server.uuid)!));
}

function reportOn(present: PresentCapacity, server: SmtpServer, place: ServerCapacity): ServerReport {
  const { usage, now } = present;
  const nowMs = now.getTime();
  const used = {
    server,
    dailyUsed: (usage.sentToday.get(server.uuid) ?? 0) + place.inFlight,
    dailyRemaining: dailyRemaining(place, nowMs),
    inFlight: place.inFlight,
    slidingWindow: slidingWindowOf(place, nowMs),
    health: healthOf(usage.servers.get(server.uuid) ?? unknownServer, now),
  };
  if (!server.enabled) {
    return { ...used, state: 'disabled', waitingFor: `${server.name} is disabled`, nextSendAt: null };
  }
  const waiting = presentWaiting(present, [server]);
  if (!waiting) return { ...used, state: 'ready', waitingFor: null, nextSendAt: now };
  return {
    ...used,
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

function slidingWindowOf({ sliding, inFlight }: ServerCapacity, now: number): ServerReport['slidingWindow'] {
  if (!sliding || !('window' in sliding)) return null;
  return {
    max: sliding.limit.max,
    periodMs: sliding.limit.periodMs,
    used: usedAt(sliding.window, now - sliding.lagMs) + inFlight,
    remaining: remaining(sliding, inFlight, now),
  };
}
