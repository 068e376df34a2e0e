import { randomUUID } from 'node:crypto';
import { makeCampaign, makeSubscriber } from '../../../test/factories.ts';
import { expect, test } from '../../../test/harness.ts';
import { limitsWith, queueWorld, runningCampaign } from '../../../test/queue-world.ts';
import { dayLimit } from '../capacity/limit.ts';
import { beginTests } from './test-attempts.ts';

test('permits of a test message are nobody else’s, and used up if its process dies', async ({ sql, clock }) => {
  const { id: campaignId } = await makeCampaign(sql);
  const { id } = await makeSubscriber(sql);
  await runningCampaign({ sql, clock }, 5);
  const world = queueWorld({ sql, clock }, limitsWith([{ uuid: 'a', daily: dayLimit(3) }]));
  const batch = {
    worker: { id: randomUUID(), host: 'test', pid: 1 },
    leaseMs: 60_000,
    campaignId,
    subscriberIds: [id],
    serverUuid: () => 'a',
    isPaused: () => false,
    messageIdOf: () => '<1@example.com>',
  };
  expect(await beginTests(world.deps, batch)).toMatchObject([{ serverUuid: 'a', recipient: { id } }]);
  const worker = await world.worker();
  expect((await worker.claim()).rows).toHaveLength(2);
  expect(await beginTests(world.deps, batch)).toEqual({ free: 0 });

  clock.advance(61);
  await world.sweep();
  expect(await sql`select outcome, queue_id from attempts`).toEqual([{ outcome: 'uncertain', queueId: null }]);
  expect(await sql`select emails_sent from smtp_daily_usage`).toEqual([{ emailsSent: 1 }]);
  expect((await (await world.worker()).claim()).rows).toHaveLength(2);
});
