import { expect, test } from '../../../test/harness.ts';
import { accepted, limitsWith, queueWorld, runningCampaign } from '../../../test/queue-world.ts';
import { slidingLimit } from '../capacity/limit.ts';
import type { Limits } from '../capacity/limits.ts';

const minuteMs = 60_000;
const perServer = (max: number, periodMs: number) => limitsWith([{ uuid: 'a', sliding: slidingLimit(max, periodMs) }]);

test.for<[string, Limits, Limits]>([
  ['a window that is switched on', limitsWith([{ uuid: 'a' }]), perServer(5, 10 * minuteMs)],
  ['a longer period', perServer(9, minuteMs), perServer(5, 10 * minuteMs)],
  ['a shorter period', perServer(9, 20 * minuteMs), perServer(5, 10 * minuteMs)],
  [
    'a limit of the account that is switched on',
    limitsWith([{ uuid: 'a' }]),
    limitsWith([{ uuid: 'a' }], { account: { minute: null, hour: slidingLimit(5, 60 * minuteMs), day: null } }),
  ],
])('%s starts with what was sent before', async ([, before, after], { sql, clock }) => {
  await runningCampaign({ sql, clock }, 10);
  const world = queueWorld({ sql, clock }, before);
  const worker = await world.worker();
  const { rows } = await worker.claim(3);
  await worker.send(rows, accepted);
  clock.advance(30);
  await world.setLimits(after);
  expect((await worker.claim()).rows).toHaveLength(2);
});

test('a window that was off for a while knows what was sent meanwhile', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 10);
  const world = queueWorld({ sql, clock }, perServer(5, 10 * minuteMs));
  const worker = await world.worker();
  await worker.send((await worker.claim(2)).rows, accepted);
  await world.setLimits(limitsWith([{ uuid: 'a' }]));
  await worker.send((await worker.claim(2)).rows, accepted);
  await world.setLimits(perServer(5, 10 * minuteMs));
  expect((await worker.claim()).rows).toHaveLength(1);
});

test('a window that is switched on after the clock was put forward knows what was sent before that', async ({
  sql,
  clock,
}) => {
  await runningCampaign({ sql, clock }, 10);
  const world = queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }]));
  const worker = await world.worker();
  await worker.send((await worker.claim(3)).rows, accepted);
  clock.step(3600);
  await worker.send((await worker.claim(1)).rows, accepted);
  await world.setLimits(perServer(5, 10 * minuteMs));
  expect((await worker.claim()).rows).toHaveLength(1);
  clock.advance(11 * 60);
  expect((await worker.claim()).rows).toHaveLength(4);
});
