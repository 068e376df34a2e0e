import { expect, test } from 'vitest';
import { explainReply } from './explain-reply.ts';

test('what throttles a server leaves the message as it was, and says for how long', () => {
  expect(explainReply('rcpt', '421 4.7.28 Gmail has detected an unusual rate of unsolicited mail')).toEqual({
    stage: 'rcpt',
    code: 421,
    enhanced: '4.7.28',
    rule: 'Gmail: unusual rate of unsolicited mail',
    source: 'KumoMTA shaping, Gmail',
    effect: 'throttled',
    retryAfterMs: 60_000,
    bounce: null,
    message: 'back in the queue, for any server that can take it; this costs it none of its attempts',
    server: 'throttled: set aside for at least 1 minute, and for longer each time that it says so again',
  });
});

test('what is about the message leaves the server as it was, and says who is to blame', () => {
  expect(explainReply('rcpt', '550 5.1.1 User unknown')).toMatchObject({
    message: 'rejected: failed for good; recorded as a hard bounce of the recipient',
    server: 'nothing: it works',
  });
  expect(explainReply('rcpt', '452 4.2.2 Mailbox full').message).toMatch(/^deferred: .* recorded as a soft bounce of/);
  expect(explainReply('end-of-data', '250 OK')).toMatchObject({ effect: 'accepted', message: 'sent' });
});

test.each([
  ['greeting', '421 [HCM1]', /at least 15 minutes/],
  ['mail', '421 4.7.0 [TSS04]', /at least 2 hours/],
  ['end-of-data', '454 Maximum sending rate exceeded', /at least 1 second,/],
  ['rcpt', '452 Daily quota reached', /parked until its own day is over/],
  ['auth', '535 5.7.8 No', /until somebody corrects it/],
  ['greeting', '421 Bye', /unreachable/],
] as const)('%s, "%s": %s', (stage, raw, server) => {
  expect(explainReply(stage, raw).server).toMatch(server);
});
