import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { makeJob, makePool, makeSink } from './smtp-fixtures.ts';

interface Said {
  connection: number;
  /** What came in one piece. */
  chunk: string;
}

/**
 * A server with PIPELINING that writes down in which pieces it is told what.
 *
 * @param onContent What it says to the `n`th content of a connection, and to what came behind it.
 */
async function pipeliningServer(onContent: (n: number, behind: string, socket: Socket) => string) {
  const said: Said[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    const connection = ++connections;
    let contents = 0;
    let inContent = false;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.write('220 follows.test\r\n');
    socket.on('data', (bytes) => {
      const chunk = bytes.toString('latin1');
      said.push({ connection, chunk });
      if (chunk.startsWith('EHLO')) return socket.write('250-follows.test\r\n250 PIPELINING\r\n');
      const [content, behind] = inContent ? chunk.split(/(?<=^\.\r\n)/m) : [null, chunk];
      inContent = behind?.endsWith('DATA\r\n') ?? false;
      const answer = envelope(behind ?? '');
      socket.write(content === null ? answer : onContent(++contents, behind ?? '', socket) + answer);
      return undefined;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, said, connections: () => connections };
}

const envelope = (commands: string) =>
  commands.replace(/^DATA\r\n/m, '354 Go on\r\n').replace(/^(?:MAIL|RCPT|RSET).*\r\n/gm, '250 Ok\r\n');

const taken = () => '250 Taken\r\n';
const many = (count: number) => Array.from({ length: count }, (_, i) => makeJob({ to: `user${i}@example.com` }));

test('with PIPELINING a message’s envelope goes out with the content of the one before it: one write, one round trip', async () => {
  const { port, said } = await pipeliningServer(taken);
  const pool = makePool(port);
  await pool.send(makeJob());
  await Promise.all(many(6).map((job) => pool.send(job)));
  const withContent = said.map(({ chunk }) => chunk).filter((chunk) => chunk.includes('\r\n.\r\n'));
  expect(withContent).toHaveLength(7);
  const behind = withContent.map((chunk) => chunk.split('\r\n.\r\n')[1]);
  expect(behind).toContain('MAIL FROM:<news@example.com>\r\nRCPT TO:<user4@example.com>\r\nDATA\r\n');
  expect(behind.at(-1)).toBe('');
});

test('a content that is refused is that message’s own; the one behind it goes on', async () => {
  const { port, connections } = await pipeliningServer((n) => (n % 2 === 0 ? '554 5.6.0 Refused\r\n' : taken()));
  const pool = makePool(port);
  await pool.send(makeJob());
  const outcomes = await Promise.all(many(8).map((job) => pool.send(job)));
  expect(outcomes.map(({ kind }) => kind)).toEqual(Array(4).fill(['rejected', 'accepted']).flat());
  expect(connections()).toBe(1);
});

test('a refused recipient behind another message leaves that and those behind it alone', async () => {
  const sink = await makeSink({
    script: (stage, { to }) =>
      stage === 'rcpt' && to.includes('3') ? { code: 550, text: '5.1.1 Unknown' } : undefined,
  });
  const pool = makePool(sink.port);
  await pool.send(makeJob());
  const outcomes = await Promise.all(many(6).map((job) => pool.send(job)));
  expect(outcomes.map(({ kind }) => kind === 'accepted')).toEqual([true, true, true, false, true, true]);
  expect([sink.connections.made, sink.ledger.length]).toEqual([1, 6]);
});

test('a server that says goodbye to a content has not seen the message behind it, which takes another connection', async () => {
  const { port, connections } = await pipeliningServer((n, behind, socket) => {
    if (n < 3 || behind === '') return taken();
    socket.end('421 4.3.2 Enough for one connection\r\n');
    return '';
  });
  const pool = makePool(port);
  await pool.send(makeJob());
  const outcomes = await Promise.all(many(5).map((job) => pool.send(job)));
  expect(outcomes.filter(({ kind }) => kind === 'accepted').length).toBeGreaterThan(2);
  expect(outcomes.filter(({ kind }) => kind === 'uncertain')).toEqual([]);
  expect(connections()).toBeGreaterThan(1);
});

test('a server that cannot bear what comes behind a content is soon sent one message after the other', async () => {
  let dropped = 0;
  const { port } = await pipeliningServer((_, behind, socket) => {
    if (behind === '') return taken();
    dropped++;
    socket.end(taken());
    return '';
  });
  const pool = makePool(port);
  await pool.send(makeJob());
  const outcomes = await Promise.all(many(20).map((job) => pool.send(job)));
  expect(outcomes.map(({ kind }) => kind)).toEqual(Array(20).fill('accepted'));
  expect(dropped).toBe(3);
});

test('what became of a message is known before the content of the one behind it is written', async () => {
  const { port } = await pipeliningServer(taken);
  const pool = makePool(port);
  await pool.send(makeJob());
  const events: string[] = [];
  const jobs = [1, 2, 3, 4].map((n) =>
    makeJob({}, { mayHandOver: () => events.push(`${n} goes`) > 0, known: () => events.push(`${n} is known`) }),
  );
  await Promise.all(jobs.map((job) => pool.send(job)));
  expect(events).toEqual([1, 2, 3, 4].flatMap((n) => [`${n} goes`, `${n} is known`]));
});

test.each([
  ['answers it late', undefined],
  ['drops the connection instead', 'drop'],
] as const)(
  'a message shown behind one whose server %s is not sent any more: who left meanwhile would be',
  async (_, action) => {
    const sink = await makeSink({
      script: (stage, { count }) => {
        if (stage !== 'end-of-data' || count !== 3) return undefined;
        return new Promise((resolve) => setTimeout(resolve, 1_100, action));
      },
    });
    const pool = makePool(sink.port);
    await pool.send(makeJob());
    const outcomes = await Promise.all(many(3).map((job) => pool.send(job)));
    expect(outcomes[2]).toMatchObject({ kind: 'unsent', fault: null, seen: true });
    expect(sink.ledger.map(({ to }) => to)).not.toContain('user2@example.com');
    expect(await pool.send(makeJob())).toMatchObject({ kind: 'accepted' });
  },
);
