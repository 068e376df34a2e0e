import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { makeCampaign, makeList, makeQueueRow, makeSmtpServer, makeSubscriber } from '../../../test/factories.ts';
import { expect, test } from '../../../test/harness.ts';
import { secretsFrom } from '../settings/secret-box.ts';
import { smtpSink } from '../smtp/sink.ts';
import { bounceActor } from './bounce-actor.ts';
import { queueProcessor } from './queue-processor.ts';

test('a server that knows no such recipient: blocklisted at once, and what waits elsewhere is cancelled', async ({
  sql,
  clock,
}) => {
  const acted = Promise.withResolvers<unknown>();
  const log = pino(
    { level: 'info' },
    { write: (line) => line.includes('acted on bounces') && acted.resolve(JSON.parse(line)) },
  );
  const deps = { sql, clock, log, secrets: secretsFrom(Buffer.alloc(32, 1)) };
  const sink = await smtpSink({
    script: (stage) => (stage === 'rcpt' ? { code: 550, text: '5.1.1 No such user' } : undefined),
  });
  onTestFinished(() => sink.stop());
  await makeSmtpServer(sql, { port: sink.port });
  const list = await makeList(sql);
  const { id } = await makeSubscriber(sql, { lists: [list.id] });
  const [running, paused] = [
    await makeCampaign(sql, { lists: [list.id], status: 'running' }),
    await makeCampaign(sql, { lists: [list.id], status: 'paused' }),
  ];
  for (const campaign of [running, paused]) await makeQueueRow(sql, { campaignId: campaign.id, subscriberId: id });

  const actor = bounceActor(deps);
  const processor = queueProcessor(deps);
  await actor.start();
  await processor.start();
  expect(await acted.promise).toMatchObject({ action: 'blocklist', subscriberIds: [id] });
  await processor.stop();
  await actor.stop();

  expect([...(await sql`select status from email_queue order by campaign_id`)]).toEqual([
    { status: 'failed' },
    { status: 'cancelled' },
  ]);
  expect([...(await sql`select status from subscribers`)]).toEqual([{ status: 'blocklisted' }]);
});
