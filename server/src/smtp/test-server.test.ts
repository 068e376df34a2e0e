import { expect, test } from 'vitest';
import { makeEndpoint, makeMessage, makeSink } from './smtp-fixtures.ts';
import { testServer } from './test-server.ts';

test('reports the conversation without credentials and without the message', async () => {
  const sink = await makeSink({ auth: { username: 'ada', password: 'open sesame' } });
  for (const authProtocol of ['plain', 'login', 'cram'] as const) {
    const endpoint = makeEndpoint(sink.port, { authProtocol, username: 'ada', password: 'open sesame' });
    const { ok, outcome, conversation } = await testServer(endpoint, makeMessage());
    const text = conversation.join('\n');

    expect([ok, outcome.kind]).toEqual([true, 'accepted']);
    expect(conversation[0]).toMatch(/^S: 220 sink.test ESMTP/);
    expect(conversation).toContain('C: EHLO sluice.test');
    expect(conversation).toContain('C: RCPT TO:<ada@example.com>');
    expect(text).toMatch(/C: AUTH (PLAIN|LOGIN|CRAM-MD5) <credentials>\nS: (235|334)/);
    expect(text).toMatch(/S: 354 .*\nC: <\d+ bytes of message>\nS: 250 /);
    for (const secret of ['ada\n', 'open sesame', base64('ada'), base64('open sesame'), 'starts with a dot']) {
      expect(text).not.toContain(secret);
    }
  }
});

test('reports how far it came', async () => {
  const sink = await makeSink({ auth: { username: 'ada', password: 'right' } });
  const endpoint = makeEndpoint(sink.port, { authProtocol: 'login', username: 'ada', password: 'wrong' });
  const { ok, outcome, conversation } = await testServer(endpoint, makeMessage());
  expect([ok, outcome]).toMatchObject([false, { kind: 'unsent', fault: { kind: 'misconfigured' } }]);
  expect(conversation.at(-1)).toBe('S: 535 5.7.8 Authentication credentials invalid');
});

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
