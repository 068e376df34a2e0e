import { pino } from 'pino';
import { makeSmtpServer } from '../../../test/factories.ts';
import { expect, test } from '../../../test/harness.ts';
import { runningCampaign } from '../../../test/queue-world.ts';
import type { Sql } from '../db/connect.ts';
import { saveSettings } from '../settings/save-settings.ts';
import { secretsFrom } from '../settings/secret-box.ts';
import { smtpSink } from '../smtp/sink.ts';
import { queueProcessor } from './queue-processor.ts';

const log = pino({ level: 'silent' });
const secrets = secretsFrom(Buffer.alloc(32, 7));

const statusesOf = async (sql: Sql, campaignId: number) =>
  (await sql<{ status: string }[]>`select status from email_queue where campaign_id = ${campaignId}`).map(
    ({ status }) => status,
  );

test('an uncertain email is held, or sent again, as delivery.on_uncertain says when that is found out', async ({
  sql,
  clock,
}) => {
  let losesReplies = true;
  const sink = await smtpSink({
    keepRaw: true,
    script: (stage) => (stage === 'end-of-data' && losesReplies ? 'lose reply' : undefined),
  });
  await makeSmtpServer(sql, { port: sink.port });
  const deps = { sql, clock, log, secrets };
  const processor = queueProcessor(deps, { leaseMs: 3_600_000 });
  const held = await runningCampaign({ sql, clock }, 1);
  await processor.start();
  await processor.settled();
  expect(await statusesOf(sql, held.id)).toEqual(['uncertain']);

  const afterPark = () => clock.advance(60); // a server that loses a reply is parked for a while

  afterPark();
  await saveSettings(deps, { 'delivery.on_uncertain': 'resend' });
  await processor.settled();
  expect(await statusesOf(sql, held.id), 'what is held waits for a person').toEqual(['uncertain']);
  const again = await runningCampaign({ sql, clock }, 1);
  await sink.waitFor(2);
  await processor.settled();
  losesReplies = false;
  afterPark();
  await sink.waitFor(3);
  await processor.settled();
  expect(await statusesOf(sql, again.id)).toEqual(['sent']);

  losesReplies = true;
  await saveSettings(deps, { 'delivery.on_uncertain': 'hold' });
  const heldToo = await runningCampaign({ sql, clock }, 1);
  await sink.waitFor(4);
  await processor.settled();
  expect(await statusesOf(sql, heldToo.id)).toEqual(['uncertain']);
  await processor.stop();
  await sink.stop();

  const messageIds = sink.ledger.map(({ messageId }) => messageId);
  expect(messageIds[1], 'twice the same email').toBe(messageIds[2]);
  expect(new Set(messageIds).size).toBe(3);
  const stored = await sql<{ messageId: string }[]>`select message_id from attempts order by id`;
  expect(stored.map(({ messageId }) => messageId)).toEqual(messageIds);
});
