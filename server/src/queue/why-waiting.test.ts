import { describe, expect, test } from 'vitest';
import type { Capacity, ServerCapacity } from '../capacity/capacity.ts';
import { type WaitingFor, waitingFor, waitingSentence } from './why-waiting.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const midnight = Date.parse('2026-11-24T23:00:00Z');
const soon = Date.parse('2026-11-24T12:05:09.2Z');

describe('waitingSentence', () => {
  test.for<[WaitingFor, string]>([
    [
      { by: 'daily limit', until: midnight, serverName: 'email-mail2' },
      'The daily limit of email-mail2 is used up; it sends again at 2026-11-25 00:00 Europe/Berlin',
    ],
    [
      { by: 'sliding window', until: soon, serverName: 'email-mail2' },
      'The sliding window of email-mail2 is used up; it sends again at 13:05:10 Europe/Berlin',
    ],
    [
      { by: 'daily limit', until: null, serverName: 'email-mail2' },
      'All that the daily limit of email-mail2 allows is in flight; it sends again when an outcome is known',
    ],
    [
      { by: 'sliding window', until: soon },
      'The sliding window of the SMTP server that is free first is used up; it sends again at 13:05:10 Europe/Berlin',
    ],
    [{ by: 'send window', until: midnight }, 'The send window is closed; it opens at 2026-11-25 00:00 Europe/Berlin'],
    [
      { by: 'sliding window', until: soon, serverName: 'email-mail2', periodMs: 60_000 },
      'The limit per 1m of email-mail2 is used up; it sends again at 13:05:10 Europe/Berlin',
    ],
    [{ by: 'send window', until: null }, 'The send window is closed; it never opens as it is set'],
    [{ by: 'campaign window', until: soon }, "The campaign's own send window opens at 13:05:10 Europe/Berlin"],
    [
      { by: 'campaign window', until: null },
      "The campaign's own send window has no hour in common with the account's; it goes on when one of them is changed",
    ],
    [
      { by: 'set aside', until: soon, serverName: 'email-mail2' },
      'After a fault no mail goes to email-mail2; it is tried again at 13:05:10 Europe/Berlin',
    ],
    [
      { by: 'slowed', until: soon, serverName: 'email-mail2' },
      'email-mail2 is slowed after a throttling reply; it sends again at 13:05:10 Europe/Berlin',
    ],
    [
      { by: 'slowed', until: null, serverName: 'email-mail2' },
      'email-mail2 is slowed after a throttling reply; one message is under way, the next follows its outcome',
    ],
    [
      { by: 'in flight', until: null, serverName: 'email-mail2' },
      'One message is trying email-mail2 after a fault; more follow when its outcome is known',
    ],
    [
      { by: 'account hour', until: soon, serverName: 'email-mail2' },
      "The account's limit per hour is used up; sending goes on at 13:05:10 Europe/Berlin",
    ],
    [
      { by: 'account minute', until: null },
      "All that the account's limit per minute allows is in flight; sending goes on when an outcome is known",
    ],
    [{ by: 'queue paused', until: null }, 'The queue is paused; it goes on when a person resumes it'],
    [
      { by: 'server gone', until: null, serverName: 'email-mail2' },
      'email-mail2 is disabled or gone; it goes on when that server is enabled',
    ],
    [{ by: 'schedule', until: midnight }, 'It is scheduled and starts at 2026-11-25 00:00 Europe/Berlin'],
    [{ by: 'pause', until: null }, 'It is paused; it goes on when a person resumes it'],
    [{ by: 'enqueueing', until: null }, 'Its emails are being queued'],
    [
      { by: 'retry', until: soon },
      'All emails that are left have been deferred; the first is tried again at 13:05:10 Europe/Berlin',
    ],
    [
      { by: 'decision', until: null },
      'All emails that are left are uncertain; it goes on when a person retries or cancels them',
    ],
    [
      { by: 'send window', until: midnight, emails: 12_400 },
      '12,400 emails wait: the send window is closed; it opens at 2026-11-25 00:00 Europe/Berlin',
    ],
    [
      {
        ...{ by: 'set aside', until: soon, serverName: 'email-mail2', emails: 1 },
        servers: [
          { by: 'daily limit', isForOutcome: false, count: 1028 },
          { by: 'sliding window', periodMs: 60_000, isForOutcome: true, count: 2 },
          { by: 'set aside', isForOutcome: false, count: 1 },
        ],
      },
      '1 email waits: 1,028 of 1,031 SMTP servers have used up their daily limit, 2 have the rest of their limit per 1m in flight, 1 is set aside after a fault; email-mail2 is the first to send again, at 13:05:10 Europe/Berlin',
    ],
    [
      { by: 'slowed', until: null, servers: [{ by: 'slowed', isForOutcome: true, count: 2 }] },
      'All 2 SMTP servers are slowed after a throttling reply; the next email leaves when an outcome is known',
    ],
    [{ by: 'no server', until: null }, 'No SMTP server is enabled that could send this; it goes on when one is'],
  ])('%o', ([waiting, sentence]) => {
    expect(waitingSentence(waiting, now, 'Europe/Berlin')).toBe(sentence);
  });
});

describe('waitingFor', () => {
  const server = (uuid: string, usedToday: number, max = 5): ServerCapacity => ({
    uuid,
    meters: [{ name: 'daily limit', meter: { limit: { kind: 'day', max }, usedToday, timeZone: 'Europe/Berlin' } }],
    inFlight: 0,
    slots: Infinity,
    lastUsedAt: 0,
    asideUntil: null,
    probing: false,
    slowedIntervalMs: null,
  });
  const capacity = (...servers: ServerCapacity[]): Capacity => ({
    sendWindow: null,
    account: [],
    servers,
    inFlightElsewhere: 0,
  });
  const nameOf = (uuid: string) => `email-${uuid}`;

  test('nothing, while one server can send', () => {
    const { servers, ...rest } = capacity(server('a', 5), server('b', 4));
    expect(waitingFor({ servers, ...rest }, servers, { now, nameOf })).toBeNull();
  });

  test('the server that is free first', () => {
    const aside = { ...server('b', 0), asideUntil: soon };
    const all = capacity(server('a', 5), aside, server('c', 5));
    expect(waitingFor(all, all.servers, { now, nameOf })).toEqual({
      by: 'set aside',
      until: soon,
      serverName: 'email-b',
      servers: [
        { by: 'daily limit', isForOutcome: false, count: 2 },
        { by: 'set aside', isForOutcome: false, count: 1 },
      ],
    });
  });

  test('a server, where there is none', () => {
    expect(waitingFor(capacity(), [], { now, nameOf })).toEqual({ by: 'no server', until: null });
  });
});
