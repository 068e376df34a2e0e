import { expect, test } from '../../../test/harness.ts';
import { accepted, deferred, limitsWith, queueWorld, runningCampaign } from '../../../test/queue-world.ts';
import { getThroughput } from './get-throughput.ts';
import { pruneMinuteUsage } from './prune-minute-usage.ts';

test('what servers accept is counted by server and minute, and what they defer is not', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 10);
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
  await worker.send((await worker.claim(3)).rows, accepted);
  await worker.send((await worker.claim(2)).rows, accepted);
  await worker.send((await worker.claim(1)).rows, deferred);
  clock.advance(60);
  await worker.send((await worker.claim(4)).rows, accepted);

  const { servers, ...all } = await getThroughput({ sql, clock });
  expect(all).toMatchObject({ lastHour: 9, lastDay: 9 });
  expect(all.minutes.slice(-2)).toEqual([5, 4]);
  expect(servers).toMatchObject([{ serverUuid: 'a', lastHour: 9 }]);

  clock.advance(3600);
  expect(await getThroughput({ sql, clock })).toMatchObject({ ratePerMinute: 0, lastHour: 0, lastDay: 9 });
  expect(await pruneMinuteUsage(sql, clock.now())).toBe(0);
  clock.advance(23 * 3600);
  expect(await getThroughput({ sql, clock })).toMatchObject({ lastDay: 0, servers: [] });
  clock.advance(2 * 3600);
  expect(await pruneMinuteUsage(sql, clock.now())).toBe(2);
});
