import { expect, test } from '../../../test/harness.ts';
import { deferred, limitsWith, queueWorld, rejected, runningCampaign } from '../../../test/queue-world.ts';
import { changeCampaignStatus } from './change-campaign-status.ts';
import { getCampaign } from './get-campaign.ts';
import { pauseFailingCampaigns } from './pause-failing-campaigns.ts';

test('pauses at the threshold, and says how many failed and what the last was told', async ({ sql, clock }) => {
  const { id } = await runningCampaign({ sql, clock }, 10);
  const other = await runningCampaign({ sql, clock }, 10);
  await sql`update campaigns set updated_at = ${clock.now()}`;
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
  const { rows } = await worker.claim();
  const own = rows.filter(({ campaignId }) => campaignId === id);
  const check = () => pauseFailingCampaigns({ sql, clock }, { campaignIds: [id, other.id], maxErrors: 3 });

  clock.advance(1);
  await worker.send(own.slice(0, 2), rejected);
  await worker.send(own.slice(2, 6), deferred);
  expect(await check()).toEqual([]);
  clock.advance(1);
  const last = { kind: 'rejected', reply: { code: 554, enhanced: '5.7.1', text: 'Spam' } } as const;
  await worker.send(own.slice(6, 8), last);
  expect(await pauseFailingCampaigns({ sql, clock }, { campaignIds: [id], maxErrors: 0 })).toEqual([]);
  expect(await check()).toEqual([id]);
  expect(await getCampaign(sql, id)).toMatchObject({
    ...{ status: 'paused', pausedBy: 'errors', pausedByUser: null, pausedAt: clock.now() },
    pausedReason: '4 messages failed (app.max_send_errors is 3); the last reply: 554 5.7.1 Spam',
  });

  // Who resumes it has seen them: it takes as many again.
  clock.advance(60);
  await changeCampaignStatus({ sql, clock }, id, { to: 'running', actor: 'queue' }).catch(() => {});
  expect(await getCampaign(sql, id)).toMatchObject({ status: 'paused' });
  await changeCampaignStatus({ sql, clock }, id, { to: 'running', actor: 'user' });
  expect(await check()).toEqual([]);
  clock.advance(1);
  await worker.send(own.slice(8, 10), rejected);
  expect(await check()).toEqual([]);
});
