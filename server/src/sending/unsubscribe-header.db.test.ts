import { pino } from 'pino';
import { makeSmtpServer } from '../../../test/factories.ts';
import { expect, test } from '../../../test/harness.ts';
import { runningCampaign } from '../../../test/queue-world.ts';
import { secretsFrom } from '../settings/secret-box.ts';
import { smtpSink } from '../smtp/sink.ts';
import { queueProcessor } from './queue-processor.ts';

test('messages carry no unsubscribe headers while privacy.unsubscribe_header is off', async ({ sql, clock }) => {
  const sink = await smtpSink({ keepRaw: true });
  await makeSmtpServer(sql, { port: sink.port });
  await sql`insert into settings (key, value) values ('privacy.unsubscribe_header', 'false')`;
  await runningCampaign({ sql, clock }, 1);
  const deps = { sql, clock, log: pino({ level: 'silent' }), secrets: secretsFrom(Buffer.alloc(32, 7)) };
  const processor = queueProcessor(deps, { leaseMs: 3_600_000 });
  await processor.start();
  await processor.settled();
  await processor.stop();
  await sink.stop();

  expect(sink.ledger).toHaveLength(1);
  expect(sink.ledger[0]!.raw!.toString()).not.toMatch(/^List-Unsubscribe/m);
});
