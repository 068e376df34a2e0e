import { expect, test } from '../../../test/harness.ts';
import { accepted, deferred, limitsWith, queueWorld, runningCampaign } from '../../../test/queue-world.ts';
import { dailyLimit, slidingLimit } from '../capacity/limit.ts';
import type { Limits } from '../capacity/limits.ts';

const minuteMs = 60_000;
const perServer = (max: number, periodMs: number) => limitsWith([{ uuid: 'a', sliding: slidingLimit(max, periodMs) }]);
const further = (...limits: [max: number, periodMs: number][]) =>
  limitsWith([{ uuid: 'a', further: limits.map(([max, periodMs]) => slidingLimit(max, periodMs)!) }]);
const daily = (max: number, period: 'calendar' | 'rolling') =>
  limitsWith([{ uuid: 'a', daily: dailyLimit(max, period) }]);

test.for<[string, Limits, Limits]>([
  ['a window that is switched on', limitsWith([{ uuid: 'a' }]), perServer(5, 10 * minuteMs)],
  ['a longer period', perServer(9, minuteMs), perServer(5, 10 * minuteMs)],
  ['a shorter period', perServer(9, 20 * minuteMs), perServer(5, 10 * minuteMs)],
  [
    'a limit of the account that is switched on',
    limitsWith([{ uuid: 'a' }]),
    limitsWith([{ uuid: 'a' }], { account: { minute: null, hour: slidingLimit(5, 60 * minuteMs), day: null } }),
  ],
  ['a further limit that is added', perServer(9, minuteMs), further([9, minuteMs], [5, 10 * minuteMs])],
  ['a further limit of another period', further([9, 20 * minuteMs]), further([5, 10 * minuteMs])],
  ['a further limit that is raised', further([4, 10 * minuteMs]), further([5, 10 * minuteMs])],
  ['a day that becomes a rolling one', daily(9, 'calendar'), daily(5, 'rolling')],
  ['a day that becomes one of the calendar', daily(9, 'rolling'), daily(5, 'calendar')],
  [
    'a day of the account that becomes a rolling one',
    limitsWith([{ uuid: 'a' }]),
    limitsWith([{ uuid: 'a' }], { account: { minute: null, hour: null, day: dailyLimit(5, 'rolling') } }),
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

test('a window that is switched on after the clock was put back knows what was sent before and since', async ({
  sql,
  clock,
}) => {
  await runningCampaign({ sql, clock }, 10);
  const world = queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }]));
  const worker = await world.worker();
  await worker.send((await worker.claim(1)).rows, accepted);
  clock.step(-2 * 3600);
  await sql`update email_queue set scheduled_at = ${clock.now()}`;
  await worker.send((await worker.claim(3)).rows, accepted);
  await world.setLimits(perServer(5, 10 * minuteMs));
  expect((await worker.claim()).rows).toHaveLength(1);
});

test('windows of several servers that are switched on together each know their own', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 20);
  const both = (daily: number) => [
    { uuid: 'a', daily: dailyLimit(daily, 'calendar') },
    { uuid: 'b', daily: dailyLimit(3, 'calendar') },
  ];
  const world = queueWorld({ sql, clock }, limitsWith(both(2)));
  const worker = await world.worker();
  await worker.send((await worker.claim()).rows, accepted);
  const limits = { further: [slidingLimit(5, 10 * minuteMs)!] };
  const account = { minute: null, hour: slidingLimit(9, 10 * minuteMs), day: null };
  await world.setLimits(
    limitsWith(
      ['a', 'b'].map((uuid) => ({ uuid, ...limits })),
      { account },
    ),
  );
  const uuids = (await worker.claim()).rows.map(({ serverUuid }) => serverUuid).sort();
  expect(uuids).toHaveLength(4);
  expect(uuids.filter((uuid) => uuid === 'b').length).toBeLessThanOrEqual(2);
  await world.setLimits(limitsWith(['a', 'b'].map((uuid) => ({ uuid, further: [slidingLimit(5, 11 * minuteMs)!] }))));
  await worker.claim();
  expect(
    await sql`select smtp_server_uuid as key, emails_in_window as n from smtp_rate_limit_state order by 1`,
  ).toEqual([
    { key: 'a:660000', n: 2 },
    { key: 'b:660000', n: 3 },
  ]);
});

test('a rolling day that is switched on counts what was accepted, and no deferred attempt', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 10);
  const world = queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }]));
  const worker = await world.worker();
  await worker.send((await worker.claim(3)).rows, accepted);
  await worker.send((await worker.claim(2)).rows, deferred);
  await world.setLimits(daily(5, 'rolling'));
  expect((await worker.claim()).rows).toHaveLength(2);
});

test('keeps one row for each sliding limit, the guide’s own window under the uuid of its server', async ({
  sql,
  clock,
}) => {
  await runningCampaign({ sql, clock }, 10);
  const limits = limitsWith([
    {
      ...{ uuid: 'a', daily: dailyLimit(9, 'rolling'), sliding: slidingLimit(8, minuteMs) },
      further: [slidingLimit(7, minuteMs)!, slidingLimit(6, 1_000)!],
    },
  ]);
  const worker = await queueWorld({ sql, clock }, limits).worker();
  await worker.send((await worker.claim(2)).rows, accepted);
  await worker.send((await worker.claim(1)).rows, deferred);
  const rows = await sql`select smtp_server_uuid as key, emails_in_window as n from smtp_rate_limit_state order by 1`;
  expect([...rows]).toEqual([
    { key: 'a', n: 3 },
    { key: 'a:1000', n: 3 },
    { key: 'a:60000', n: 3 },
    { key: 'a:day', n: 2 },
  ]);
});
