import { expect, test } from 'vitest';
import type { ServerLimits } from '../server/src/demo/ledger-report.ts';
import { makeWorld, settled } from './world.ts';

/** 600 messages a second together. */
const servers: ServerLimits[] = ['email-north', 'email-south', 'email-west'].map((name) => ({
  name,
  dailyLimit: null,
  slidingWindow: { max: 200, periodMs: 1000 },
}));

/** How long after the API's answer servers may still accept what was on its way: p99 of 20 rounds is the worst of them. */
const longestMs = 1_000;

test('20 pauses in mid-campaign: each stops the mail within a second, and resuming goes on where it stopped', {
  timeout: 180_000,
}, async () => {
  const recipients = 4_000;
  const world = await makeWorld({ recipients, servers });
  const sluice = await world.start();
  const campaignId = await world.begin(sluice);

  const overruns: number[] = [];
  for (let round = 0; round < 20; round++) {
    await world.onceReceived(world.receipts().length + 20 + ((round * 67) % 130), () => {});
    const answeredAt = await world.setStatus(sluice, campaignId, 'paused');
    // Long enough paused to see mail that comes too late, and until nothing is on its way.
    await expect
      .poll(
        () => world.campaign(sluice, campaignId).then(({ queue }) => queue.sending === 0 && Date.now() - answeredAt),
        {
          timeout: 20_000,
          interval: 100,
        },
      )
      .toBeGreaterThan(longestMs);
    const before = await world.campaign(sluice, campaignId);
    expect(before).toMatchObject({ status: 'paused', queue: { sent: world.receipts().length, sending: 0 } });
    const latest = Math.max(...world.receipts().map(({ at }) => at));
    overruns.push(latest - answeredAt);
    await world.setStatus(sluice, campaignId, 'running');
  }
  expect(Math.max(...overruns)).toBeLessThan(longestMs);

  const { queue } = await settled(world, sluice, campaignId);
  expect(queue).toEqual({ queued: 0, sending: 0, sent: recipients, failed: 0, cancelled: 0, uncertain: 0 });
  expect(world.report()).toMatchObject({ accepted: recipients, duplicates: [], isRight: true });
});

test('cancelling in mid-campaign stops the mail within a second and settles every row', async () => {
  const recipients = 3_000;
  const world = await makeWorld({ recipients, servers });
  const sluice = await world.start();
  const campaignId = await world.begin(sluice);
  await world.onceReceived(300, () => {});
  const answeredAt = await world.setStatus(sluice, campaignId, 'cancelled');

  const { status, to_send, queue } = await settled(world, sluice, campaignId);
  const sent = world.receipts().length;
  expect(sent).toBeLessThan(recipients);
  expect(queue).toEqual({ queued: 0, sending: 0, sent, failed: 0, cancelled: to_send - sent, uncertain: 0 });
  expect(status).toBe('cancelled');
  await expect.poll(() => Date.now() - answeredAt, { timeout: 5_000 }).toBeGreaterThan(longestMs);
  expect(Math.max(...world.receipts().map(({ at }) => at)) - answeredAt).toBeLessThan(longestMs);
  expect(world.receipts()).toHaveLength(sent);
  expect(world.report()).toMatchObject({ duplicates: [], strangers: [] });
});
