import { expect, test } from 'vitest';
import { makeWorld } from './world.ts';

test('SIGTERM in mid-campaign: ends within seconds, and loses, doubles and doubts nothing', async () => {
  const world = await makeWorld({ recipients: 1_000 });
  const first = await world.start();
  const campaignId = await world.begin(first);

  let askedAt = 0;
  await world.onceReceived(300, () => {
    askedAt = performance.now();
    process.kill(first.pid, 'SIGTERM');
  });
  expect(await first.exited).toBe(0);
  expect(performance.now() - askedAt).toBeLessThan(8_000);
  expect(world.receipts().length).toBeLessThan(1_000);

  const second = await world.start();
  await expect
    .poll(() => world.campaign(second, campaignId).then(({ status }) => status), { timeout: 20_000, interval: 100 })
    .toBe('finished');
  const { queue } = await world.campaign(second, campaignId);
  expect(queue).toEqual({ queued: 0, sending: 0, sent: 1_000, failed: 0, cancelled: 0, uncertain: 0 });
  expect(world.report()).toMatchObject({ accepted: 1_000, isRight: true });
});
