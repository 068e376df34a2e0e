import { expect, test } from 'vitest';
import { makeWorld, settled } from './world.ts';

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
  const { queue } = await settled(world, second, campaignId);
  expect(queue).toEqual({ queued: 0, sending: 0, sent: 1_000, failed: 0, cancelled: 0, uncertain: 0 });
  expect(world.report()).toMatchObject({ accepted: 1_000, isRight: true });
  await expect.poll(() => world.campaign(second, campaignId).then(({ status }) => status)).toBe('finished');
});

test('a second SIGTERM does not wait for anything', async () => {
  const world = await makeWorld({ recipients: 50 });
  const first = await world.start();
  world.holdReplies();
  const stuck = world.onceReceived(10, () => {});
  const campaignId = await world.begin(first);
  await stuck;
  // What comes within half a second of the first is the same signal (Ctrl-C under npm).
  let hasEnded = false;
  void first.exited.then(() => {
    hasEnded = true;
  });
  const askedAt = performance.now();
  const ask = () => hasEnded || (process.kill(first.pid, 'SIGTERM') && hasEnded);
  await expect.poll(ask, { interval: 100, timeout: 20_000 }).toBe(true);
  expect(await first.exited).toBe(1);
  expect(performance.now() - askedAt).toBeLessThan(4_000);

  const second = await world.start();
  const { to_send } = await world.campaign(second, campaignId);
  expect(to_send).toBe(50);
});

test('SIGTERM while no server answers: ends within seconds, and what they may have taken is not sent again', async () => {
  const world = await makeWorld({ recipients: 200 });
  const first = await world.start();
  let goOn = () => {};
  const stuck = world.onceReceived(100, () => {
    goOn = world.holdReplies();
  });
  const campaignId = await world.begin(first);
  await stuck;
  const askedAt = performance.now();
  expect(await first.stop()).toBe(0);
  expect(performance.now() - askedAt).toBeLessThan(12_000);
  goOn();

  const second = await world.start();
  const { queue } = await settled(world, second, campaignId);
  const { uncertain } = queue;
  expect(uncertain).toBeGreaterThan(0);
  expect(queue).toEqual({ queued: 0, sending: 0, sent: 200 - uncertain, failed: 0, cancelled: 0, uncertain });
  expect(world.report()).toMatchObject({ duplicates: [], strangers: [] });
});
