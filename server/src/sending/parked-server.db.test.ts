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
