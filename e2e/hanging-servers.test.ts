import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { queueProcessor } from '../server/src/sending/queue-processor.ts';
import { secretsFrom } from '../server/src/settings/secret-box.ts';
import { smtpSink } from '../server/src/smtp/sink.ts';
import { makeSmtpServer } from '../test/factories.ts';
import { expect, test } from '../test/harness.ts';
import { runningCampaign } from '../test/queue-world.ts';

const recipients = 120;
const maxConns = 2;

/** A server that is no SMTP server: it accepts connections and does this with them. */
async function tcpServer(serve: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

/** Greets one byte at a time and never comes to an end, so that no wait for the next byte runs out. */
function drip(socket: Socket): void {
  const timer = setInterval(() => socket.write('2'), 20);
  socket.once('close', () => clearInterval(timer));
}

test('servers that hang hold what they were shown, and nothing else waits for them', async ({ sql, clock }) => {
  const stalls = await smtpSink({
    name: 'stalls',
    script: (stage) => (stage === 'end-of-data' ? new Promise(() => {}) : undefined),
  });
  const works = await smtpSink({ name: 'works' });
  const silentPort = await tcpServer(() => {});
  const servers = [
    { port: stalls.port, waitTimeout: '1s' },
    { port: silentPort, waitTimeout: '200ms' },
    { port: await tcpServer(drip), waitTimeout: '200ms' },
    { port: works.port, waitTimeout: '5s' },
  ];
  for (const server of servers) await makeSmtpServer(sql, { maxConns, ...server });
  await runningCampaign({ sql, clock }, recipients);

  const deps = { sql, clock, log: pino({ level: 'silent' }), secrets: secretsFrom(Buffer.alloc(32, 1)) };
  const processor = queueProcessor(deps, { leaseMs: 3_600_000 });
  await processor.start();
  await works.waitFor(recipients - maxConns);

  expect(stalls.connections.open, 'the server that stalls still holds its messages').toBe(maxConns);
  const statuses = () => sql`select status, count(*)::int as n from email_queue group by status order by status`;
  await expect.poll(statuses).toEqual([
    { status: 'sending', n: maxConns },
    { status: 'sent', n: recipients - maxConns },
  ]);

  await processor.stop();
  expect(await statuses()).toEqual([
    { status: 'sent', n: recipients - maxConns },
    { status: 'uncertain', n: maxConns },
  ]);
  const parked = await sql`select reply from smtp_server_events where to_health = 'parked'`;
  expect(parked).toHaveLength(3);
  await Promise.all([stalls.stop(), works.stop()]);
}, 30_000);
