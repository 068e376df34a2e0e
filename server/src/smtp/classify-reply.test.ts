import fc from 'fast-check';
import type { SMTPError } from 'nodemailer/lib/smtp-connection';
import { describe, expect, test } from 'vitest';
import { faultOf } from './classify-error.ts';
import { classifyReply, ruleFor } from './classify-reply.ts';
import { parseReply } from './parse-reply.ts';
import { type Stage, stages } from './reply-rule.ts';
import { replyRules } from './reply-rules.ts';

const minute = 60_000;

const classify = (stage: Stage, raw: string) => classifyReply(stage, parseReply(raw));

test.each(replyRules.flatMap((rule) => rule.samples.map(([stage, raw]) => [stage, raw, rule] as const)))(
  '%s, "%s": the rule that it is a sample of, and no rule before',
  (stage, raw, rule) => {
    expect(ruleFor(stage, parseReply(raw)).says).toBe(rule.says);
  },
);

test('every rule has a sample, a source and a name of its own', () => {
  for (const { samples, source } of replyRules) expect([samples.length > 0, source !== '']).toEqual([true, true]);
  expect(new Set(replyRules.map(({ says }) => says)).size).toBe(replyRules.length);
});

describe('about the message', () => {
  test.each<[Stage, string, 'accepted' | 'deferred' | 'rejected']>([
    ['end-of-data', '250 2.0.0 OK: queued as 42', 'accepted'],
    ['rcpt', '450 4.2.0 Greylisted, try again in 300 seconds', 'deferred'],
    ['rcpt', '451 4.7.1 Greylisting in action, please come back later', 'deferred'],
    ['rcpt', '452 4.2.2 Mailbox full, daily quota exceeded', 'deferred'],
    ['rcpt', '450 4.2.1 The user you are trying to contact is receiving mail at a rate that …', 'deferred'],
    ['rcpt', '452 4.5.3 Too many recipients', 'deferred'],
    ['rcpt', '550 5.1.1 User unknown', 'rejected'],
    ['rcpt', '552 5.2.2 Over quota', 'rejected'],
    ['rcpt', '501 5.1.3 Bad recipient address syntax', 'rejected'],
    ['data', '451 4.7.1 Try again later', 'deferred'],
    ['end-of-data', '451 4.3.0 Temporary lookup failure', 'deferred'],
    ['end-of-data', '550 5.7.1 Our system has detected that this message is likely unsolicited', 'rejected'],
    ['end-of-data', '554 5.6.0 Message content rejected', 'rejected'],
    ['end-of-data', '552 5.3.4 Message too big', 'rejected'],
    ['mail', '552 5.3.4 Message size exceeds fixed limit', 'rejected'],
  ])('%s, "%s": %s', (stage, raw, kind) => {
    expect(classify(stage, raw)).toMatchObject({ kind, reply: parseReply(raw) });
  });
});

describe('about the server', () => {
  test.each<[Stage, string, string, number | null]>([
    ['greeting', '421 4.3.2 Try later', 'unreachable', null],
    ['greeting', '554 No SMTP service here', 'unreachable', null],
    ['ehlo', '550 Bad HELO name', 'misconfigured', null],
    ['starttls', '454 4.7.0 TLS not available', 'misconfigured', null],
    ['auth', '535 5.7.8 Authentication credentials invalid', 'misconfigured', null],
    ['auth', '454 4.7.0 Temporary authentication failure', 'unreachable', null],
    ['auth', '454 4.7.0 Too many login attempts, please try again later', 'throttled', minute],
    ['mail', '530 5.7.0 Authentication required', 'misconfigured', null],
    ['mail', '550 5.7.1 Sender not allowed', 'misconfigured', null],
    ['mail', '553 5.1.8 Domain of sender does not exist', 'misconfigured', null],
    ['mail', '451 4.3.0 Local problem', 'throttled', null],
    ['mail', '452 4.3.1 Insufficient system storage', 'throttled', null],
    ['rcpt', '452 4.3.1 Insufficient system storage', 'throttled', null],
    ['rcpt', '503 5.5.1 Bad sequence of commands', 'misconfigured', null],
    ['rcpt', '250 2.0.0 OK', 'unreachable', null],
    ['data', 'gibberish', 'unreachable', null],
    ['rcpt', '554 5.7.1 <a@example.com>: Relay access denied', 'misconfigured', null],
    ['rcpt', '550 5.7.1 Relaying denied', 'misconfigured', null],
    ['rcpt', '553 5.7.1 <a@example.com>: Sender address rejected: not owned by user b', 'misconfigured', null],
    ['end-of-data', '554 Message rejected: Email address is not verified.', 'misconfigured', null],
    ['end-of-data', '421 4.4.2 Closing connection', 'unreachable', null],
    // the table of mail-facts
    ['mail', '421 4.7.0 Messages from 192.0.2.1 temporarily deferred due to user complaints', 'throttled', minute],
    ['rcpt', '451 has been temporarily rate limited due to IP reputation', 'throttled', minute],
    ['mail', '451 Server busy. Please try again later from [192.0.2.1]', 'throttled', minute],
    ['end-of-data', '421 4.7.28 Gmail has detected an unusual rate of unsolicited mail', 'throttled', minute],
    ['end-of-data', '421-4.7.0 Our system has detected\r\n421 4.7.0 low reputation', 'throttled', 60 * minute],
    ['mail', '421 4.7.0 [TSS04] Messages from 192.0.2.1 …', 'throttled', 120 * minute],
    ['mail', '421 4.7.0 [IPTS05] …', 'throttled', 240 * minute],
    ['mail', '421 4.7.0 [TS03] All messages from 192.0.2.1 will be …', 'throttled', minute],
    ['greeting', '553 5.7.1 [BL21] Connections will not be accepted', 'throttled', 120 * minute],
    ['greeting', '421 RP-001 Unfortunately, some messages …', 'throttled', minute],
    ['rcpt', '451 4.7.650 The mail server has been temporarily rate limited', 'throttled', minute],
    ['greeting', '421 exceeded the maximum number of connections', 'throttled', minute],
    ['rcpt', '550 5.7.1 part of their network is on our block list (S3140)', 'throttled', 120 * minute],
    ['end-of-data', '550 5.7.515 Access denied, sending domain …', 'misconfigured', 120 * minute],
    ['greeting', '421 [HCM1] Message from (192.0.2.1) …', 'throttled', 15 * minute],
    ['rcpt', '451 4.7.1 [BS02] …', 'throttled', 15 * minute],
    ['greeting', '421 Throttled - RL000010', 'throttled', 5 * minute],
    ['greeting', '421 Throttled - RL000003', 'throttled', minute],
    ['greeting', '421 Too many connections', 'throttled', minute],
    ['greeting', '554 Reject due to policy restrictions', 'throttled', 120 * minute],
    ['end-of-data', '454 Throttling failure: Maximum sending rate exceeded.', 'throttled', 1_000],
    ['end-of-data', '454 Throttling failure: Daily message quota exceeded.', 'quota', null],
    ['rcpt', '452 4.5.3 Daily quota reached', 'quota', null],
    ['mail', '550 5.4.5 Daily user sending limit exceeded', 'quota', null],
    ['mail', '452 You have exceeded your hourly sending limit', 'throttled', 60 * minute],
  ])('%s, "%s": %s', (stage, raw, kind, retryAfterMs) => {
    expect(classify(stage, raw)).toMatchObject({
      kind: 'unsent',
      fault: { kind, retryAfterMs },
      seen: stages.indexOf(stage) >= stages.indexOf('mail'),
    });
  });
});

describe('whose fault a refusal is', () => {
  test.each<[Stage, string, 'hard' | 'soft' | undefined]>([
    ['rcpt', '550 5.1.1 User unknown', 'hard'],
    ['rcpt', '550 5.1.1 <spam-blocklist@example.com>: User unknown', 'hard'],
    ['rcpt', '550 5.2.1 Mailbox disabled', 'hard'],
    ['rcpt', '550 <nobody@example.com>: Recipient address rejected: User unknown in local recipient table', 'hard'],
    ['rcpt', '552 5.2.2 Over quota', 'soft'],
    ['rcpt', '452 4.2.2 Mailbox full', 'soft'],
    ['rcpt', '450 4.2.0 Greylisted', undefined],
    ['rcpt', '450 4.1.1 User unknown for now', undefined],
    ['rcpt', '550 5.7.1 Recipient unknown to policy', undefined],
    ['rcpt', '550 5.1.1 Rejected for spam content', undefined],
    ['end-of-data', '550 5.7.1 This message is likely unsolicited', undefined],
    ['end-of-data', '554 5.6.0 Message content rejected', undefined],
    ['end-of-data', '554 Transaction failed', undefined],
    ['rcpt', '550 5.7.1 Relaying denied', undefined],
    ['rcpt', '550 Your account is disabled', undefined],
    ['rcpt', '550 5.1.1 Sender unknown', undefined],
    ['rcpt', '550 5.1.0 Address rejected', undefined],
    [
      'rcpt',
      '550-5.1.1 The email account that you tried to reach does not exist. Please try\r\n550 5.1.1 double-checking',
      'hard',
    ],
    ['rcpt', '550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302)', 'hard'],
    ['rcpt', '452 mailbox full', 'soft'],
    ['rcpt', '552 mailbox full', 'soft'],
    ['mail', '550 5.1.1 User unknown', undefined],
  ])('%s, "%s": %s', (stage, raw, bounce) => {
    expect((classify(stage, raw) as { bounce?: string }).bounce).toBe(bounce);
  });
});

test('an address in a reply says nothing: a person may be called anything', () => {
  expect(classify('rcpt', '450 4.2.0 <throttled@example.com>: Greylisted').kind).toBe('deferred');
  expect(classify('rcpt', '550 5.1.1 daily.limit.exceeded@example.com unknown').kind).toBe('rejected');
});

test('what Sluice itself says of a server that is set aside, quoting its reply, is not taken for a reply', () => {
  const throttling = '421 4.7.28 Gmail has detected an unusual rate of unsolicited mail';
  const quoting = Object.assign(new Error(`SMTP server set aside: ${throttling}`), { command: 'RCPT TO' });
  expect(faultOf(quoting as SMTPError)).toMatchObject({ kind: 'unreachable', retryAfterMs: null });
});

const anyReply = fc
  .record({
    code: fc.integer({ min: 0, max: 999 }),
    text: fc.string(),
    enhanced: fc.constantFrom('', '4.2.2', '5.2.2', '5.7.1', '5.1.1', '4.3.1', '4.7.0', '5.2.1'),
  })
  .map(({ code, text, enhanced }) => parseReply(`${String(code).padStart(3, '0')} ${enhanced} ${text}`));

test('no refusal is an acceptance, no reply is uncertain, 421 never costs a message an attempt', () => {
  fc.assert(
    fc.property(fc.constantFrom(...stages), anyReply, (stage, reply) => {
      const outcome = classifyReply(stage, reply);
      expect(outcome.kind).not.toBe('uncertain');
      expect(outcome.kind === 'accepted').toBe(stage === 'end-of-data' && reply.code >= 200 && reply.code < 300);
      if (outcome.kind === 'deferred') expect(Math.floor(reply.code / 100)).toBe(4);
      if (outcome.kind === 'rejected') expect(Math.floor(reply.code / 100)).toBe(5);
      if ('bounce' in outcome) expect(['deferred', 'rejected']).toContain(outcome.kind);
      if (reply.code === 421) expect(outcome).toMatchObject({ kind: 'unsent', fault: {} });
      if (stages.indexOf(stage) < stages.indexOf('mail')) expect(outcome.kind).toBe('unsent');
    }),
    { numRuns: 2_000 },
  );
});

test('a reply of many lines becomes one bounded line, and is kept as it came', () => {
  expect(parseReply('550-5.1.1 No such user\r\n550-5.1.1  here\r\n550 5.1.1 sorry\u0007')).toEqual({
    code: 550,
    enhanced: '5.1.1',
    text: 'No such user here sorry',
    full: '550-5.1.1 No such user\n550-5.1.1  here\n550 5.1.1 sorry',
  });
  expect(parseReply('250')).toEqual({ code: 250, enhanced: null, text: '' });
  expect(parseReply('550 5.1.1 No such user\u0000')).toEqual({ code: 550, enhanced: '5.1.1', text: 'No such user' });
  const long = parseReply(`550 ${'x'.repeat(9_000)}`);
  expect([long.text.length, long.full?.length]).toEqual([500, 4_096]);
  const closing = classify('mail', '421-4.7.0 Wait\r\n421 4.7.0 please');
  expect(closing).toMatchObject({
    fault: { reason: '421 4.7.0 Wait please', fullReply: '421-4.7.0 Wait\n421 4.7.0 please' },
  });
});
