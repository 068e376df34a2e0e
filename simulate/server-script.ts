import { dayOf } from '../server/src/capacity/calendar-day.ts';
import { parseDuration } from '../server/src/settings/duration.ts';
import type { ServerFault } from '../server/src/smtp/outcome.ts';
import { instantOf, timeZoneOf, type World, type WorldServer } from './world.ts';

/** What a simulated server does at each moment. */
export interface ServerScript {
  readonly latencyMs: number;
  /** Why it can't be connected to; `null` if it can. */
  refusal(now: Date): ServerFault | null;
  /** Its reply to MAIL FROM, unless that is the ordinary one. */
  answerToSender(now: Date): string | null;
  /** Its reply to RCPT TO, unless that is the ordinary one. */
  answerToRecipient(now: Date): string | null;
  /** It has taken a message. */
  took(now: Date): void;
}

/** @param random Uniform in [0, 1). */
export function serverScript(world: World, server: WorldServer, random: () => number): ServerScript {
  const timeZone = timeZoneOf(world);
  const faults = server.faults.map(({ kind, from, to }) => ({
    kind,
    from: instantOf(world, from, 'from'),
    to: instantOf(world, to, 'to'),
  }));
  const has = (kind: string, now: Date) => faults.some((one) => one.kind === kind && one.from <= now && now < one.to);
  let today = { day: '', taken: 0 };
  const takenOn = (day: string) => (today.day === day ? today.taken : 0);

  return {
    latencyMs: parseDuration(server.latency, 'latency'),
    refusal: (now) =>
      has('down', now) ? { kind: 'unreachable', reason: 'connection refused', retryAfterMs: null } : null,
    answerToSender(now) {
      if (has('throttles', now)) return '421 4.7.0 Try again later, too many messages';
      const isFull = server.quota > 0 && takenOn(dayOf(now.getTime(), timeZone)) >= server.quota;
      return isFull ? '452 4.5.3 Daily sending quota exceeded' : null;
    },
    answerToRecipient(now) {
      if (has('defers', now)) return '451 4.3.0 Temporary local problem';
      const chance = random();
      if (chance < server.rejected_share) return '550 5.1.1 No such user';
      return chance < server.rejected_share + server.deferred_share ? '450 4.2.0 Greylisted, try again later' : null;
    },
    took(now) {
      const day = dayOf(now.getTime(), timeZone);
      today = { day, taken: takenOn(day) + 1 };
    },
  };
}
