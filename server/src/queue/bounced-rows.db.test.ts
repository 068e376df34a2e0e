import { expect, test } from '../../../test/harness.ts';
import {
  accepted,
  deferred,
  limitsWith,
  queueWorld,
  rejected,
  runningCampaign,
  settlementOf,
  uncertain,
  unreachable,
} from '../../../test/queue-world.ts';
import type { Outcome } from '../smtp/outcome.ts';

const limits = limitsWith([{ uuid: 'a' }]);
const full: Outcome = {
  kind: 'deferred',
  reply: { code: 452, enhanced: '4.2.2', text: 'Mailbox full' },
  bounce: 'soft',
};
const policy: Outcome = { kind: 'rejected', reply: { code: 550, enhanced: '5.7.1', text: 'Spam' } };

test('a recipient who is refused for good is recorded with the outcome, and once', async ({ sql, clock }) => {
  const campaign = await runningCampaign({ sql, clock }, 1);
  const worker = await queueWorld({ sql, clock }, limits).worker();
  const { rows } = await worker.claim();
  const [begun] = await worker.begin(rows);
  const settlement = settlementOf(rows[0]!, begun!.attemptId, rejected, clock.now());
  await worker.settle([settlement]);
  await worker.settleAgain([settlement]);
  expect([
    ...(await sql`select subscriber_id, campaign_id, type, source, meta, created_at, acted_at from bounces`),
  ]).toEqual([
    {
      subscriberId: campaign.subscriberIds[0],
      campaignId: campaign.id,
      ...{ type: 'hard', source: 'smtp', createdAt: clock.now(), actedAt: null },
      meta: { reply: '550 5.1.1 No such user', smtp_server_uuid: 'a', queue_id: Number(rows[0]!.id) },
    },
  ]);
});

test('nothing else is: not a deferral, content, a fault of the server, or what nobody knows', async ({
  sql,
  clock,
}) => {
  await runningCampaign({ sql, clock }, 6);
  const worker = await queueWorld({ sql, clock }, limits).worker();
  const { rows } = await worker.claim();
  const outcomes = [accepted, deferred, full, policy, uncertain, unreachable];
  for (const [i, outcome] of outcomes.entries()) await worker.send(rows.slice(i, i + 1), outcome);
  expect(await sql`select from bounces`).toHaveLength(0);
});

test('a mailbox that stays full is a soft bounce once the message has failed', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 1);
  const worker = await queueWorld({ sql, clock }, limits).worker();
  for (let attempt = 1; attempt <= 3; attempt++) {
    expect(await sql`select from bounces`).toHaveLength(0);
    await sql`update workers set expires_at = ${clock.in(3600)}`;
    await worker.send((await worker.claim()).rows, full);
    clock.advance(600);
  }
  expect([...(await sql`select type from bounces`)]).toEqual([{ type: 'soft' }]);
});

test('a row that the worker has lost bounces nobody', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 1);
  const worker = await queueWorld({ sql, clock }, limits).worker();
  const { rows } = await worker.claim();
  const [begun] = await worker.begin(rows);
  await sql`update email_queue set status = 'cancelled'`;
  await worker.settle([settlementOf(rows[0]!, begun!.attemptId, rejected, clock.now())]);
  expect(await sql`select from bounces`).toHaveLength(0);
});
