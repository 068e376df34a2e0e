import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { certificate, makeJob, makeMessage, makePool, makeSink } from './smtp-fixtures.ts';

/** Larger than what the kernel buffers for both ends of a loopback connection. */
const large = Buffer.alloc(76 * 300_000, `${'x'.repeat(74)}\r\n`);

const eitherWay = test.each([
  ['commands sent together', true],
  ['commands sent one by one', false],
]);

test('hands a message over, byte for byte', async () => {
  const sink = await makeSink({ name: 'mail2', keepRaw: true });
  const outcome = await makePool(sink.port).send(makeJob());

  expect(outcome).toMatchObject({ kind: 'accepted', reply: { code: 250 } });
  expect(sink.ledger).toMatchObject([
    {
      at: expect.any(Number),
      server: 'mail2',
      from: 'news@example.com',
      to: 'ada@example.com',
      messageId: '<1@example.com>',
      raw: makeMessage().raw,
    },
  ]);
});

test('ends the last line, if the message does not', async () => {
  const sink = await makeSink({ keepRaw: true });
  await makePool(sink.port).send(makeJob({ raw: Buffer.from('Subject: Hello\r\n\r\n.') }));
  expect(sink.ledger[0]?.raw?.toString()).toBe('Subject: Hello\r\n\r\n.\r\n');
});

test('keeps connections open, up to maxConns of them', async () => {
  const sink = await makeSink();
  const pool = makePool(sink.port, { maxConns: 3 });
  const outcomes = await Promise.all(Array.from({ length: 60 }, () => pool.send(makeJob())));
  await pool.send(makeJob());

  expect(outcomes.every(({ kind }) => kind === 'accepted')).toBe(true);
  expect(sink.ledger).toHaveLength(61);
  expect(sink.connections).toEqual({ made: 3, open: 3 });
});

test('opens no more connections than there are messages', async () => {
  const sink = await makeSink();
  await makePool(sink.port, { maxConns: 10 }).send(makeJob());
  expect(sink.connections.made).toBe(1);
});

test('gives waiting messages the connection in the order they came', async () => {
  const sink = await makeSink();
  const pool = makePool(sink.port);
  const recipients = Array.from({ length: 10 }, (_, i) => `user${i}@example.com`);
  await Promise.all(recipients.map((to) => pool.send(makeJob({ to }))));
  expect(sink.ledger.map(({ to }) => to)).toEqual(recipients);
});

test('closes a connection that is idle, and opens another when needed', async () => {
  const sink = await makeSink();
  const pool = makePool(sink.port, { idleTimeoutMs: 20 });
  await pool.send(makeJob());
  await sink.allClosed();
  await pool.send(makeJob());
  expect(sink.ledger).toHaveLength(2);
  expect(sink.connections.made).toBe(2);
});

test('a connection is open before an expected message comes, and one is enough', async () => {
  const connected = Promise.withResolvers<void>();
  const sink = await makeSink({ script: (stage) => void (stage === 'connect' && connected.resolve()) });
  const pool = makePool(sink.port, { maxConns: 3 });
  pool.expectIn(60_000);
  pool.expectIn(2_001);
  await connected.promise;
  pool.expectIn(0);
  await pool.send(makeJob());
  expect(sink.connections).toEqual({ made: 1, open: 1 });
});

test('keeps an idle connection although no reply comes for longer than waitTimeoutMs', async () => {
  const sink = await makeSink();
  const pool = makePool(sink.port, { waitTimeoutMs: 250, idleTimeoutMs: 400 });
  const sentAt = performance.now();
  await pool.send(makeJob());
  await sink.allClosed();
  expect(performance.now() - sentAt).toBeGreaterThan(390);
});

test('a connection that the server closed meanwhile costs nothing: the message takes another', async () => {
  const prepared: string[] = [];
  const sink = await makeSink({ script: (stage, { count }) => (stage === 'mail' && count === 2 ? 'drop' : undefined) });
  const pool = makePool(sink.port);
  await pool.send(makeJob());
  const prepare = async () => {
    prepared.push('once');
    return makeMessage();
  };
  expect(await pool.send(makeJob({}, { prepare }))).toMatchObject({ kind: 'accepted' });
  expect([prepared, sink.connections.made, sink.ledger.length]).toEqual([['once'], 2, 2]);
});

eitherWay('%s: so does one that greets the next message with 421', async (_, pipelining) => {
  const sink = await makeSink({
    pipelining,
    script: (stage, { count }) =>
      stage === 'mail' && count === 2 ? { code: 421, text: '4.4.2 Timeout exceeded' } : undefined,
  });
  const pool = makePool(sink.port);
  await pool.send(makeJob());
  expect(await pool.send(makeJob())).toMatchObject({ kind: 'accepted' });
});

test('a refused connection fails all that waits at once', async () => {
  const pool = makePool(await closedPort(), { maxConns: 2 });
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => pool.send(makeJob())));
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ kind: 'unsent', seen: false, fault: { kind: 'unreachable' } });
  }
});

test('a server that accepts the connection and says nothing is given up after waitTimeoutMs', async () => {
  await using silent = createServer().listen(0, '127.0.0.1');
  silent.on('connection', (socket) => socket.on('error', () => {}));
  await new Promise((resolve) => silent.once('listening', resolve));
  const pool = makePool((silent.address() as { port: number }).port, { waitTimeoutMs: 50 });
  expect(await pool.send(makeJob())).toMatchObject({ kind: 'unsent', seen: false, fault: { kind: 'unreachable' } });
  await pool.stop();
});

test("a greeting of 421 is the server's fault", async () => {
  const sink = await makeSink({
    script: (stage) => (stage === 'connect' ? { code: 421, text: 'Too many connections' } : undefined),
  });
  expect(await makePool(sink.port).send(makeJob())).toMatchObject({
    kind: 'unsent',
    seen: false,
    fault: { kind: 'throttled', retryAfterMs: 60_000 },
  });
});

test('a server that refuses one more connection still serves over those it has', async () => {
  const refused = Promise.withResolvers<undefined>();
  const sink = await makeSink({
    script: (stage, { count }) => {
      if (stage === 'connect' && count > 2) return { code: 421, text: 'Too many connections' };
      return stage === 'rcpt' && count > 2 ? refused.promise : undefined;
    },
  });
  let warnings = 0;
  const pool = makePool(sink.port, { maxConns: 5 }, () => ++warnings === 3 && refused.resolve(undefined));
  await Promise.all([pool.send(makeJob()), pool.send(makeJob())]);
  const outcomes = await Promise.all(Array.from({ length: 30 }, () => pool.send(makeJob())));
  // What had been prepared before the server held everything up is taken back; the refused connections fail nothing.
  const takenBack = outcomes.filter(({ kind }) => kind === 'unsent');
  expect(takenBack).toEqual(Array(takenBack.length).fill(expect.objectContaining({ fault: null, seen: false })));
  expect(outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(30 - takenBack.length);
  expect(await pool.send(makeJob())).toMatchObject({ kind: 'accepted' });
});

test.each(['plain', 'login', 'cram'] as const)('authenticates with %s', async (authProtocol) => {
  const sink = await makeSink({ auth: { username: 'ada', password: 'päss word' } });
  const right = makePool(sink.port, { authProtocol, username: 'ada', password: 'päss word' });
  const wrong = makePool(sink.port, { authProtocol, username: 'ada', password: 'guess' });
  expect(await right.send(makeJob())).toMatchObject({ kind: 'accepted' });
  expect(await wrong.send(makeJob())).toMatchObject({ kind: 'unsent', seen: false, fault: { kind: 'misconfigured' } });
});

test('a server that wants authentication and gets none is at fault, not the message', async () => {
  const sink = await makeSink({ auth: { username: 'ada', password: 'secret' } });
  expect(await makePool(sink.port).send(makeJob())).toMatchObject({ kind: 'unsent', fault: { kind: 'misconfigured' } });
});

eitherWay(
  '%s: throttling at MAIL FROM fails what waits too, and leaves the connection usable',
  async (_, pipelining) => {
    const sink = await makeSink({
      pipelining,
      script: (stage, { count }) =>
        stage === 'mail' && count === 1 ? { code: 451, text: '4.7.1 Sending rate limit' } : undefined,
    });
    const pool = makePool(sink.port);
    const [first, second] = await Promise.all([pool.send(makeJob()), pool.send(makeJob())]);
    expect(first).toMatchObject({ kind: 'unsent', seen: true, fault: { kind: 'throttled' } });
    expect(second).toMatchObject({ kind: 'unsent', seen: false, fault: { kind: 'throttled' } });
    expect(await pool.send(makeJob())).toMatchObject({ kind: 'accepted' });
    expect(sink.connections.made).toBe(1);
  },
);

eitherWay("%s: refused recipients are the messages' own, and the connection is used on", async (_, pipelining) => {
  const replies: Record<string, { code: number; text: string }> = {
    'full@example.com': { code: 450, text: '4.2.2 Mailbox full' },
    'nobody@example.com': { code: 550, text: '5.1.1 User unknown' },
  };
  const sink = await makeSink({ pipelining, script: (stage, { to }) => (stage === 'rcpt' ? replies[to] : undefined) });
  const pool = makePool(sink.port);
  expect(await pool.send(makeJob({ to: 'full@example.com' }))).toEqual({
    kind: 'deferred',
    reply: { code: 450, enhanced: '4.2.2', text: 'Mailbox full' },
    bounce: 'soft',
  });
  expect(await pool.send(makeJob({ to: 'nobody@example.com' }))).toEqual({
    kind: 'rejected',
    reply: { code: 550, enhanced: '5.1.1', text: 'User unknown' },
    bounce: 'hard',
  });
  expect(await pool.send(makeJob())).toMatchObject({ kind: 'accepted' });
  expect(sink.connections.made).toBe(1);
});

test('an answer to the content is definite', async () => {
  const replies = [
    { code: 451, text: '4.3.0 Try again' },
    { code: 554, text: '5.6.0 Content refused' },
    { code: 421, text: '4.3.2 Shutting down' },
  ];
  const sink = await makeSink({
    script: (stage, { count }) => (stage === 'end-of-data' ? replies[count - 1] : undefined),
  });
  const pool = makePool(sink.port);
  expect(await pool.send(makeJob())).toMatchObject({ kind: 'deferred', reply: { code: 451 } });
  expect(await pool.send(makeJob())).toMatchObject({ kind: 'rejected', reply: { code: 554 } });
  expect(await pool.send(makeJob())).toMatchObject({ kind: 'unsent', seen: true, fault: { kind: 'unreachable' } });
  expect(await pool.send(makeJob())).toMatchObject({ kind: 'accepted' });
  expect(sink.ledger).toHaveLength(1);
});

test('a connection dropped after the final dot leaves the message uncertain', async () => {
  const sink = await makeSink({ script: (stage) => (stage === 'end-of-data' ? 'drop' : undefined) });
  expect(await makePool(sink.port).send(makeJob())).toMatchObject({ kind: 'uncertain' });
});

test('silence after the final dot leaves the message uncertain, after a wait twelve times as long', async () => {
  const sink = await makeSink({ script: (stage) => (stage === 'end-of-data' ? new Promise(() => {}) : undefined) });
  const sentAt = performance.now();
  expect(await makePool(sink.port, { waitTimeoutMs: 150 }).send(makeJob())).toMatchObject({ kind: 'uncertain' });
  expect(performance.now() - sentAt).toBeGreaterThan(1_790);
});

test('a connection dropped amid the content leaves the message unsent', async () => {
  const sink = await makeSink({ script: (stage) => (stage === 'data' ? 'drop' : undefined) });
  expect(await makePool(sink.port).send(makeJob({ raw: large }))).toMatchObject({
    kind: 'unsent',
    seen: true,
    fault: { kind: 'unreachable' },
  });
});

test('a large message arrives whole', async () => {
  const sink = await makeSink({ keepRaw: true });
  expect(await makePool(sink.port).send(makeJob({ raw: large }))).toMatchObject({ kind: 'accepted' });
  expect(sink.ledger[0]?.raw?.equals(large)).toBe(true);
});

eitherWay('%s: asks whether it may hand over once the server is ready for the content', async (_, pipelining) => {
  const seen: string[] = [];
  const sink = await makeSink({
    pipelining,
    script: (stage) => {
      seen.push(stage);
      return undefined;
    },
  });
  const pool = makePool(sink.port);
  const mayHandOver = () => {
    seen.push('asked');
    return false;
  };
  expect(await pool.send(makeJob({}, { mayHandOver }))).toMatchObject({ kind: 'unsent', fault: null, seen: true });
  await sink.allClosed();
  expect(seen).toEqual(['connect', 'mail', 'rcpt', 'asked']);
  expect(await pool.send(makeJob())).toMatchObject({ kind: 'accepted' });
});

test('a message taken back or not to be built costs the server nothing', async () => {
  const sink = await makeSink();
  const pool = makePool(sink.port);
  const fails = async () => {
    throw new Error('no such template');
  };
  expect(await pool.send(makeJob({}, { prepare: async () => null }))).toMatchObject({
    kind: 'unsent',
    fault: null,
    seen: false,
  });
  expect(await pool.send(makeJob({}, { prepare: fails }))).toEqual({
    kind: 'unsent',
    reason: 'no such template',
    fault: null,
    seen: false,
  });
  expect(await pool.send(makeJob())).toMatchObject({ kind: 'accepted' });
  expect(sink.connections.made).toBe(1);
});

test('drain finishes what is under way and takes back the rest', async () => {
  const rcpt = Promise.withResolvers<undefined>();
  const reached = Promise.withResolvers<void>();
  const sink = await makeSink({
    script: (stage) => {
      if (stage !== 'rcpt') return undefined;
      reached.resolve();
      return rcpt.promise;
    },
  });
  const pool = makePool(sink.port);
  const first = pool.send(makeJob());
  const second = pool.send(makeJob());
  await reached.promise;
  const drained = pool.drain();
  expect(await second).toMatchObject({ kind: 'unsent', fault: null, seen: false });
  rcpt.resolve(undefined);
  expect(await first).toMatchObject({ kind: 'accepted' });
  await drained;
  await sink.allClosed();
  expect(await pool.send(makeJob())).toMatchObject({ kind: 'unsent', fault: null, seen: false });
});

test('stop breaks off what does not finish in time', async () => {
  const reached = Promise.withResolvers<void>();
  const sink = await makeSink({
    script: (stage) => {
      if (stage !== 'rcpt') return undefined;
      reached.resolve();
      return new Promise(() => {});
    },
  });
  const pool = makePool(sink.port, { waitTimeoutMs: 400 });
  const sent = pool.send(makeJob());
  await reached.promise;
  await Promise.all([pool.stop(), pool.stop()]);
  expect(await sent).toMatchObject({ kind: 'unsent', seen: true });
  await sink.allClosed();
});

test.each(['STARTTLS', 'TLS'] as const)(
  '%s: a certificate nobody vouches for is refused, unless told otherwise',
  async (tlsType) => {
    const tls = { ...certificate, implicit: tlsType === 'TLS' };
    const sink = await makeSink({ tls, auth: { username: 'ada', password: 'secret' } });
    const login = { tlsType, authProtocol: 'plain', username: 'ada', password: 'secret' } as const;
    expect(await makePool(sink.port, login).send(makeJob())).toMatchObject({
      kind: 'unsent',
      seen: false,
      fault: {
        kind: 'misconfigured',
        reason: expect.stringMatching(/^self-signed certificate; set tls_skip_verify if /),
      },
    });
    expect(await makePool(sink.port, { ...login, tlsSkipVerify: true }).send(makeJob())).toMatchObject({
      kind: 'accepted',
    });
  },
);

test.each(['STARTTLS', 'TLS'] as const)('%s never falls back to an unencrypted connection', async (tlsType) => {
  const sink = await makeSink();
  expect(await makePool(sink.port, { tlsType, waitTimeoutMs: 500 }).send(makeJob())).toMatchObject({
    kind: 'unsent',
    seen: false,
  });
  expect(sink.ledger).toEqual([]);
});

test('an address that would break the protocol is refused before anything of it is sent', async () => {
  const sink = await makeSink();
  const pool = makePool(sink.port);
  const broken = 'a@example.com>\r\nRCPT TO:<b@example.com';
  await pool.send(makeJob());
  expect(await pool.send(makeJob({ to: broken }))).toMatchObject({ kind: 'rejected' });
  expect(await pool.send(makeJob({ from: broken }))).toMatchObject({ kind: 'unsent', seen: false, fault: {} });
  expect(await pool.send(makeJob())).toMatchObject({ kind: 'accepted' });
  expect([sink.connections.made, sink.ledger.length]).toEqual([1, 2]);
});

async function closedPort(): Promise<number> {
  const sink = await makeSink();
  await sink.stop();
  return sink.port;
}

/** Jobs that tell when they are prepared; a server that answers the first at once and then waits. */
async function aheadOf(answer: Promise<undefined>) {
  const sink = await makeSink({ script: (stage, { count }) => (stage === 'rcpt' && count > 1 ? answer : undefined) });
  const pool = makePool(sink.port);
  await pool.send(makeJob());
  const prepared: number[] = [];
  const allAhead = Promise.withResolvers<void>();
  const outcomes = Array.from({ length: 20 }, (_, i) => {
    const prepare = async () => {
      prepared.push(i);
      if (prepared.length === 12) allAhead.resolve();
      return makeMessage();
    };
    return pool.send(makeJob({}, { prepare }));
  });
  await allAhead.promise;
  return { pool, prepared, outcomes };
}

test('prepares several messages ahead of a connection whose server is quick', async () => {
  const answer = Promise.withResolvers<undefined>();
  const { prepared, outcomes } = await aheadOf(answer.promise);
  expect(prepared).toEqual(Array.from({ length: 12 }, (_, i) => i));
  answer.resolve(undefined);
  for (const outcome of await Promise.all(outcomes)) expect(outcome).toMatchObject({ kind: 'accepted' });
});

test('what was prepared ahead and has waited for long is taken back, and was not shown to the server', async () => {
  const answer = Promise.withResolvers<undefined>();
  const { outcomes } = await aheadOf(answer.promise);
  setTimeout(answer.resolve, 600, undefined);
  const [first, ...others] = await Promise.all(outcomes);
  expect(first).toMatchObject({ kind: 'accepted' });
  expect(others.slice(0, 11)).toMatchObject(Array(11).fill({ kind: 'unsent', fault: null, seen: false }));
  expect(others.slice(11)).toMatchObject(Array(8).fill({ kind: 'accepted' }));
});

test('prepares nothing ahead of a connection whose server takes its time', async () => {
  const slowly = () => new Promise<undefined>((resolve) => setTimeout(resolve, 260, undefined));
  const sink = await makeSink({ script: (stage) => (stage === 'end-of-data' ? slowly() : undefined) });
  const pool = makePool(sink.port);
  await pool.send(makeJob());
  const acceptedBefore: number[] = [];
  const prepare = async () => {
    acceptedBefore.push(sink.ledger.length);
    return makeMessage();
  };
  await Promise.all([pool.send(makeJob({}, { prepare })), pool.send(makeJob({}, { prepare }))]);
  expect(acceptedBefore).toEqual([1, 2]);
});

test('takes back what was prepared ahead when it is told to stop', async () => {
  const answer = Promise.withResolvers<undefined>();
  const { pool, outcomes } = await aheadOf(answer.promise);
  const stopped = pool.stop();
  answer.resolve(undefined);
  await stopped;
  const [first, ...others] = await Promise.all(outcomes);
  expect(first).toMatchObject({ kind: 'accepted' });
  expect(others).toMatchObject(Array(19).fill({ kind: 'unsent', fault: null, seen: false }));
});
