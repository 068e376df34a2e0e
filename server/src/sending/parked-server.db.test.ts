import { pino } from 'pino';
import { makeSmtpServer } from '../../../test/factories.ts';
import { expect, test } from '../../../test/harness.ts';
import { runningCampaign } from '../../../test/queue-world.ts';
import { secretsFrom } from '../settings/secret-box.ts';
import { smtpSink } from '../smtp/sink.ts';
import { queueProcessor } from './queue-processor.ts';

test('when another worker parks a server, what waits here for a connection to it goes through the others', async ({
  sql,
  clock,
}) => {
  const reached = Promise.withResolvers<void>();
  const hangs = await smtpSink({
    script: (stage) => {
      if (stage !== 'end-of-data') return undefined;
      reached.resolve();
      return new Promise(() => {});
    },
  });
  const works = await smtpSink();
  const { uuid } = await makeSmtpServer(sql, { port: hangs.port, maxConns: 1, waitTimeout: '2m' });
  await makeSmtpServer(sql, { port: works.port, maxConns: 1 });
  await runningCampaign({ sql, clock }, 8);
  const deps = { sql, clock, log: pino({ level: 'silent' }), secrets: secretsFrom(Buffer.alloc(32, 7)) };
  const processor = queueProcessor(deps, { leaseMs: 3_600_000 });
  await processor.start();
  await reached.promise;
  await works.waitFor(4);

  await sql`
    update smtp_server_state set failures = 1, aside_until = ${clock.in(60)} where smtp_server_uuid = ${uuid}
  `;
  await sql`select pg_notify('queue', '')`;
  await works.waitFor(7);
  expect(hangs.connections.open).toBe(1);

  await hangs.stop();
  await processor.stop();
  await works.stop();
});

test('nothing more is claimed for a server that hangs, until one of its connections is free', async ({
  sql,
  clock,
}) => {
  const answer = Promise.withResolvers<undefined>();
  const hangs = await smtpSink({ script: (stage) => (stage === 'end-of-data' ? answer.promise : undefined) });
  const works = await smtpSink();
  const pinned = await makeSmtpServer(sql, { port: hangs.port, maxConns: 1, waitTimeout: '500ms' });
  await runningCampaign({ sql, clock }, 4, { messenger: pinned.name });
  const claims: number[] = [];
  const log = pino({ level: 'debug' }, { write: (line) => claims.push(JSON.parse(line).count ?? 0) });
  const processor = queueProcessor({ sql, clock, log, secrets: secretsFrom(Buffer.alloc(32, 7)) });
  const claimed = () => claims.reduce((a, b) => a + b, 0);
  await processor.start();
  const queued = async () => (await sql`select count(*)::int as n from email_queue where status = 'queued'`)[0]!.n;
  await expect.poll(queued, { timeout: 10_000 }).toBe(3);

  const other = await makeSmtpServer(sql, { port: works.port });
  await sql`update configuration set version = version + 1`;
  await runningCampaign({ sql, clock }, 1, { messenger: other.name });
  await works.waitFor(1);
  expect(claimed()).toBe(4 + 1);

  answer.resolve(undefined);
  await hangs.waitFor(1);
  await processor.stop();
  await Promise.all([hangs.stop(), works.stop()]);
});
