import { expect, test } from 'vitest';
import { databaseUrl, makeCluster, promote } from './clusters.ts';
import { makeWorld, settled, type World } from './world.ts';

const recipients = 1_500;

/** Everyone was mailed once, and everybody knows it. */
function expectAllSent(world: World, queue: Record<string, number>, to_send: number): void {
  const nothing = { queued: 0, sending: 0, failed: 0, cancelled: 0 };
  expect({ to_send, ...queue }).toEqual({ to_send: recipients, ...nothing, sent: recipients, uncertain: 0 });
  expect(world.report()).toMatchObject({
    accepted: recipients,
    duplicates: [],
    lost: [],
    strangers: [],
    isRight: true,
  });
}

test('PostgreSQL killed and started again, twice, under load: nothing lost, nothing twice', async () => {
  const cluster = await makeCluster();
  const env = { DATABASE_URL: databaseUrl(cluster), SLUICE_SECRET_KEY: '07'.repeat(32) };
  const world = await makeWorld({ recipients, env });
  const serve = await world.start();
  const worker = await world.start('worker');
  const campaignId = await world.begin(serve);

  for (const moment of [200, 700]) {
    await world.onceReceived(moment, () => {});
    await cluster.kill();
    await cluster.start();
  }
  const { queue, to_send } = await settled(world, serve, campaignId);
  for (const process of [serve, worker]) expect(await process.stop()).toBe(0);
  expectAllSent(world, queue, to_send);
});

test('of two PostgreSQL servers the primary dies and the standby takes over: nothing lost, nothing twice', async () => {
  const primary = await makeCluster();
  const standby = await primary.makeStandby();
  const env = { DATABASE_URL: databaseUrl(standby, primary), SLUICE_SECRET_KEY: '07'.repeat(32) };
  const world = await makeWorld({ recipients, env });
  const serve = await world.start();
  const worker = await world.start('worker');
  const campaignId = await world.begin(serve);

  await world.onceReceived(500, () => {});
  await primary.kill();
  await promote(standby);
  const { queue, to_send } = await settled(world, serve, campaignId);
  for (const process of [serve, worker]) expect(await process.stop()).toBe(0);
  expectAllSent(world, queue, to_send);
});
