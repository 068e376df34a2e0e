import { onTestFinished } from 'vitest';
import { expect, test } from '../../../../test/api.ts';
import { type SinkOptions, smtpSink } from '../../smtp/sink.ts';

async function makeSink(options: SinkOptions = {}) {
  const sink = await smtpSink(options);
  onTestFinished(() => sink.stop());
  return sink;
}

const email = 'ada@example.com';

test('sends a message and reports the conversation', async ({ ask }) => {
  const sink = await makeSink({ keepRaw: true });
  const server = { name: 'mail2', host: '127.0.0.1', port: sink.port, from_email: 'adam@mail2.example.com' };
  const { status, body } = await ask('POST', '/api/settings/smtp/test', { ...server, email });
  expect({ status, ...body.data }).toMatchObject({ status: 200, ok: true, outcome: 'accepted' });
  expect(body.data.conversation).toContain('C: MAIL FROM:<adam@mail2.example.com>');
  expect(sink.ledger).toMatchObject([{ from: 'adam@mail2.example.com', to: email }]);
  expect(sink.ledger[0]!.raw!.toString()).toMatch(
    /^From: adam@mail2\.example\.com\r\nTo: ada@example\.com\r\nSubject: /,
  );
});

test('is counted by the limits of the stored server that it goes to, and not held back by them', async ({ ask }) => {
  const sink = await makeSink();
  const server = { host: '127.0.0.1', port: sink.port };
  const window = { sliding_window: true, sliding_window_rate: 1, sliding_window_duration: '1h' };
  await ask('PUT', '/api/settings', { smtp: [{ name: 'mail2', ...server, ...window, daily_limit: 1 }] });
  const [stored] = (await ask('GET', '/api/settings')).body.data.smtp;
  for (const test of [stored, server]) {
    expect((await ask('POST', '/api/settings/smtp/test', { ...test, email })).body.data.ok).toBe(true);
  }
  const [report] = (await ask('GET', '/api/queue/servers')).body.data;
  expect(report).toMatchObject({ daily_used: 2, daily_remaining: 0, sliding_window: { used: 2, remaining: 0 } });

  await ask('PUT', '/api/settings', { smtp: [{ ...stored, sliding_window_duration: '2h' }] });
  await ask('POST', '/api/settings/smtp/test', { ...stored, email });
  expect((await ask('GET', '/api/queue/servers')).body.data[0].sliding_window.used).toBe(3);
});

test('a server that refuses is an answer, not an error', async ({ ask }) => {
  const sink = await makeSink({ auth: { username: 'adam', password: 'right' } });
  const server = { host: '127.0.0.1', port: sink.port, auth_protocol: 'plain', username: 'adam', password: 'wrong' };
  const { status, body } = await ask('POST', '/api/settings/smtp/test', { ...server, email });
  expect({ status, ...body.data }).toMatchObject({ status: 200, ok: false, outcome: 'unsent' });
  expect(body.data.reason).toContain('535');
});

test('uses the stored password for the stored host, port and username only', async ({ ask }) => {
  const auth = { username: 'adam', password: 'right' };
  const [sink, thief] = [await makeSink({ auth }), await makeSink({ auth })];
  const server = { name: 'mail2', host: '127.0.0.1', port: sink.port, auth_protocol: 'plain', ...auth };
  await ask('PUT', '/api/settings', { smtp: [server] });
  const [stored] = (await ask('GET', '/api/settings')).body.data.smtp;

  const own = await ask('POST', '/api/settings/smtp/test', { ...stored, email });
  expect(own.body.data).toMatchObject({ ok: true });
  expect(JSON.stringify(own.body)).not.toContain('right');
  for (const change of [{ port: thief.port }, { host: 'localhost' }, { username: 'eve' }]) {
    const answer = await ask('POST', '/api/settings/smtp/test', { ...stored, ...change, email });
    expect(answer).toMatchObject({ status: 400, body: { field: 'password' } });
  }
  expect(thief.connections.made).toBe(0);
});

test.for<[string, Record<string, unknown>]>([
  ['email', { email: 'nobody' }],
  ['email', {}],
  ['port', { email, port: 0 }],
  ['email_headers.0', { email, email_headers: [{ 'X-A': 'b\r\nc' }] }],
  ['from_email', { email, from_email: 'x' }],
])('refuses a bad %s', async ([field, change], { ask }) => {
  const answer = await ask('POST', '/api/settings/smtp/test', { host: '127.0.0.1', port: 9, ...change });
  expect(answer).toMatchObject({ status: 400, body: { field } });
});
