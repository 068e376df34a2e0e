import { expect, test } from '../test/harness.ts';
import { makeWorld, settled } from './world.ts';

test('serve, api and two workers on one database share the work and keep the limits together', async ({
  database,
  sql,
}) => {
  const env = { DATABASE_URL: database.url, SLUICE_SECRET_KEY: '07'.repeat(32) };
  const world = await makeWorld({ recipients: 1_500, env });
  const serve = await world.start();
  const [api, ...workers] = await Promise.all(['api', 'worker', 'worker'].map((command) => world.start(command)));
  const campaignId = await world.begin(api!);

  await settled(world, api!, campaignId);
  const [used] = await sql<{ n: number }[]>`select count(distinct worker_id)::int as n from attempts`;
  for (const process of [serve, api!, ...workers]) expect(await process.stop()).toBe(0);

  expect(world.report()).toMatchObject({ accepted: 1_500, isRight: true });
  expect(used!.n).toBe(3);
});
