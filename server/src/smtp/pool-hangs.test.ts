import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { makeJob, makePool, makeSink } from './smtp-fixtures.ts';

/** Serves one message as SMTP has it, but sends the reply to `at` without end, byte by byte. */
async function drippingServer(at: 'greeting' | 'EHLO' | 'AUTH' | 'MAIL' | 'content'): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    const say = (what: string, reply: string) => {
      if (what !== at) return socket.write(reply);
      const timer = setInterval(() => socket.write('2'), 5);
      return socket.once('close', () => clearInterval(timer));
    };
    let inContent = false;
    say('greeting', '220 drips.test\r\n');
    socket.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      if (inContent) {
        if (text.endsWith('\r\n.\r\n')) say('content', '250 Ok\r\n');
        return;
      }
      inContent = text.startsWith('DATA');
      say(
        text.slice(0, 4),
        inContent ? '354 Go on\r\n' : text.startsWith('AUTH') ? '235 Ok\r\n' : '250 AUTH PLAIN\r\n',
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

const tooSlowly = expect.stringContaining('the server replies too slowly');

test.for<[Parameters<typeof drippingServer>[0], object]>([
  ['greeting', { kind: 'unsent', reason: 'Greeting never received', fault: {}, seen: false }],
  ['EHLO', { kind: 'unsent', reason: tooSlowly, fault: {}, seen: false }],
  ['AUTH', { kind: 'unsent', reason: tooSlowly, fault: {}, seen: false }],
  ['MAIL', { kind: 'unsent', reason: tooSlowly, fault: {}, seen: true }],
  ['content', { kind: 'uncertain', reason: tooSlowly }],
])('a server that drips its reply to the %s is broken off', async ([at, outcome]) => {
  const port = await drippingServer(at);
  const pool = makePool(port, { authProtocol: 'plain', username: 'a', password: 'b', waitTimeoutMs: 100 });
  expect(await pool.send(makeJob())).toMatchObject(outcome);
});

test('what waits behind messages that hang is taken back; once a connection is free, the pool serves again', async () => {
  const answer = Promise.withResolvers<undefined>();
  const sink = await makeSink({ script: (stage) => (stage === 'end-of-data' ? answer.promise : undefined) });
  const pool = makePool(sink.port, { waitTimeoutMs: 300 });
  const hanging = pool.send(makeJob());
  const waiting = await Promise.all([pool.send(makeJob()), pool.send(makeJob())]);
  expect(waiting).toMatchObject(Array(2).fill({ kind: 'unsent', fault: null, seen: false }));
  expect(pool.isStalled()).toBe(true);

  answer.resolve(undefined);
  expect(await hanging).toMatchObject({ kind: 'accepted' });
  expect(pool.isStalled()).toBe(false);
  expect(await pool.send(makeJob())).toMatchObject({ kind: 'accepted' });
});

test('what waits for a connection that never stands has met a fault of the server, and is not just taken back', async () => {
  const sink = await makeSink({ script: () => new Promise(() => {}) });
  const pool = makePool(sink.port, { waitTimeoutMs: 50 });
  const outcomes = await Promise.all([pool.send(makeJob()), pool.send(makeJob())]);
  expect(outcomes).toMatchObject(Array(2).fill({ kind: 'unsent', fault: { retryAfterMs: null } }));
  expect(pool.isStalled()).toBe(false);
});

test('a message without an answer takes back those behind it: the server would keep them too', async () => {
  const sink = await makeSink({ script: (stage) => (stage === 'end-of-data' ? 'lose reply' : undefined) });
  const pool = makePool(sink.port);
  const outcomes = await Promise.all([pool.send(makeJob()), pool.send(makeJob())]);
  expect(outcomes).toMatchObject([{ kind: 'uncertain' }, { kind: 'unsent', fault: null, seen: false }]);
});
