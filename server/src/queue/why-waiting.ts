import { dayOf, zoned } from '../capacity/calendar-day.ts';
import {
  type Blocker,
  blockerOf,
  type Capacity,
  nextOpportunityWithin,
  type ServerCapacity,
} from '../capacity/capacity.ts';
import type { Instant } from '../capacity/limit.ts';
import type { SendWindow } from '../capacity/send-window.ts';
import { formatDuration } from '../settings/duration.ts';
import { type BlockedServers, blockedServers, blockedServersWords } from './blocked-servers.ts';

/** What mail waits for: a limit, the window, a server's fault, a time of its own, or a person. */
export interface WaitingFor {
  by:
    | Blocker['by']
    | 'queue paused'
    | 'no server'
    | 'server gone'
    | 'schedule'
    | 'pause'
    | 'all paused'
    | 'enqueueing'
    | 'retry'
    | 'decision';
  /** `null`: until an outcome comes in, or a person acts. */
  until: Instant | null;
  /** Of a sliding limit beside the sliding window of the guide. */
  periodMs?: number;
  /** Until when the campaign is spread. */
  spreadUntil?: Instant;
  /** Of the server that can send first, or of the one that is gone. */
  serverName?: string;
  /** What keeps each of the servers, if they are several and no one thing keeps them all. */
  servers?: readonly BlockedServers[];
  /** How many emails wait for it; absent where one thing is asked about that is no email. */
  emails?: number;
}

/**
 * One sentence with the binding limit and the next send.
 *
 * @example
 * waitingSentence({ by: 'daily limit', until, serverName: 'email-mail2' }, now, 'Europe/Berlin')
 * // 'The daily limit of email-mail2 is used up; it sends again at 2026-11-25 00:00 Europe/Berlin'
 * waitingSentence({ by: 'send window', until, emails: 12_400 }, now, 'Europe/Berlin')
 * // '12,400 emails wait: the send window is closed; it opens at 2026-11-25 00:00 Europe/Berlin'
 */
export function waitingSentence(waiting: WaitingFor, now: Instant, timeZone: string): string {
  const { emails, servers, serverName, until } = waiting;
  const at = until === null ? null : timeOf(until, now, timeZone);
  const sentence = servers
    ? serversSentence(servers, serverName, at)
    : ownSentence(waiting, at, (instant) => timeOf(instant, now, timeZone));
  if (emails === undefined) return sentence;
  const count = `${emails.toLocaleString('en')} email${emails === 1 ? ' waits' : 's wait'}`;
  return `${count}: ${sentence[0]!.toLowerCase()}${sentence.slice(1)}`;
}

function serversSentence(servers: readonly BlockedServers[], first: string | undefined, at: string | null): string {
  const words = blockedServersWords(servers);
  if (!at) return `${words}; the next email leaves when an outcome is known`;
  return first ? `${words}; ${first} is the first to send again, at ${at}` : `${words}; the next email leaves at ${at}`;
}

function ownSentence(waiting: WaitingFor, at: string | null, timeWords: (at: Instant) => string): string {
  const { by, serverName: server = 'the SMTP server that is free first' } = waiting;
  switch (by) {
    case 'queue paused':
      return 'The queue is paused; it goes on when a person resumes it';
    case 'no server':
      return 'No SMTP server is enabled that could send this; it goes on when one is';
    case 'server gone':
      return `${server} is disabled or gone; it goes on when that server is enabled`;
    case 'schedule':
      return `It is scheduled and starts at ${at}`;
    case 'pause':
      return 'It is paused; it goes on when a person resumes it';
    case 'all paused':
      return 'All campaigns in the queue are paused; it goes on when a person resumes one';
    case 'enqueueing':
      return 'Its emails are being queued';
    case 'retry':
      return `All emails that are left have been deferred; the first is tried again at ${at}`;
    case 'decision':
      return 'All emails that are left are uncertain; it goes on when a person retries or cancels them';
    case 'send window':
      return `The send window is closed; ${at ? `it opens at ${at}` : 'it never opens as it is set'}`;
    case 'campaign window':
      return at
        ? `The campaign's own send window opens at ${at}`
        : "The campaign's own send window has no hour in common with the account's; it goes on when one of them is changed";
    case 'pace':
      return `Spread evenly until ${timeWords(waiting.spreadUntil!)}; the next leaves at ${at}`;
    case 'set aside':
      return `After a fault no mail goes to ${server}; ${at ? `it is tried again at ${at}` : 'it is being tried'}`;
    case 'slowed':
      return at
        ? `${server} is slowed after a throttling reply; it sends again at ${at}`
        : `${server} is slowed after a throttling reply; one message is under way, the next follows its outcome`;
    case 'in flight':
      return `One message is trying ${server} after a fault; more follow when its outcome is known`;
    case 'daily limit':
    case 'sliding window': {
      const limit = waiting.periodMs === undefined ? by : `limit per ${formatDuration(waiting.periodMs)}`;
      return at
        ? `The ${limit} of ${server} is used up; it sends again at ${at}`
        : `All that the ${limit} of ${server} allows is in flight; it sends again when an outcome is known`;
    }
    default: {
      const period = by.replace('account ', '');
      return at
        ? `The account's limit per ${period} is used up; sending goes on at ${at}`
        : `All that the account's limit per ${period} allows is in flight; sending goes on when an outcome is known`;
    }
  }
}

/** What may keep one server while something else keeps another. */
const ofOneServer: readonly WaitingFor['by'][] = ['daily limit', 'sliding window', 'set aside', 'slowed', 'in flight'];

/**
 * What keeps every one of `servers` from sending, or `null` if one of them can send now.
 *
 * @param options.nameOf The name of a server, by its uuid.
 * @param options.window When the mail may leave, if that is not the account's send window.
 */
export function waitingFor(
  capacity: Capacity,
  servers: readonly ServerCapacity[],
  {
    now,
    nameOf,
    window = capacity.sendWindow,
  }: { now: Instant; nameOf: (serverUuid: string) => string; window?: SendWindow | null },
): WaitingFor | null {
  if (servers.length === 0) return { by: 'no server', until: null };
  const { blocker } = nextOpportunityWithin(capacity, { servers, window }, now);
  if (!blocker) return null;
  const first = servers.find((server) => {
    const own = blockerOf({ ...capacity, sendWindow: window }, server, now);
    return own?.by === blocker.by && own.until === blocker.until && own.periodMs === blocker.periodMs;
  });
  const isOfMany = servers.length > 1 && ofOneServer.includes(blocker.by);
  return {
    ...blocker,
    ...(first && { serverName: nameOf(first.uuid) }),
    ...(isOfMany && { servers: blockedServers({ ...capacity, sendWindow: window }, servers, now) }),
  };
}

/** The wall-clock time, with the date unless it is today's, and with seconds unless they are none; never early. */
export function timeOf(at: Instant, now: Instant, timeZone: string): string {
  const time = zoned(Math.ceil(at / 1000) * 1000, timeZone);
  const clock = time.toPlainTime().toString({ smallestUnit: time.second === 0 ? 'minute' : 'second' });
  const day = dayOf(time.epochMilliseconds, timeZone);
  return `${day === dayOf(now, timeZone) ? '' : `${day} `}${clock} ${timeZone}`;
}
