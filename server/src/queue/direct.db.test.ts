import { expect, test } from '../../../test/harness.ts';
import { accepted, limitsWith, queueWorld, runningCampaign } from '../../../test/queue-world.ts';
import { dayLimit, slidingLimit } from '../capacity/limit.ts';
import { sendWindowOf } from '../capacity/send-window.ts';

const minuteMs = 60_000;
const direct = { 'email-a': 'a' };

test('a direct campaign goes outside the send window and beyond the daily limit, by its own server', async ({
  sql,
  clock,
}) => {
  clock.set(new Date('2026-03-04T06:00:00Z'));
  await runningCampaign({ sql, clock }, 5, { messenger: 'email-a' });
  const automatic = await runningCampaign({ sql, clock }, 2);
  const limits = limitsWith([{ uuid: 'a', daily: dayLimit(3) }, { uuid: 'b' }], {
    sendWindow: sendWindowOf('UTC', [{ start: '08:00', end: '20:00' }]),
  });
  const world = queueWorld({ sql, clock }, limits);
  const worker = await world.worker();

  const { rows, blocker } = await worker.claim(Infinity, direct);
  expect(rows.map(({ serverUuid }) => serverUuid)).toEqual(['a', 'a', 'a', 'a', 'a']);
  expect(blocker).toMatchObject({ by: 'send window' });
  await worker.send(rows, accepted);

  // What it sent is in the day's usage: of that server nothing is left for automatic campaigns.
  expect(await sql`select smtp_server_uuid, emails_sent from smtp_daily_usage`).toEqual([
    { smtpServerUuid: 'a', emailsSent: 5 },
  ]);
  clock.set(new Date('2026-03-04T09:00:00Z'));
  const later = await worker.claim(Infinity, direct);
  expect(later.rows.map(({ campaignId, serverUuid }) => [campaignId, serverUuid])).toEqual([
    [automatic.id, 'b'],
    [automatic.id, 'b'],
  ]);
});

test('in flight, it counts for automatic campaigns as well', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 2, { messenger: 'email-a' });
  await runningCampaign({ sql, clock }, 9);
  const world = queueWorld({ sql, clock }, limitsWith([{ uuid: 'a', daily: dayLimit(5) }]));
  const { rows, blocker } = await (await world.worker()).claim(Infinity, direct);
  expect(rows).toHaveLength(5);
  expect(blocker).toMatchObject({ by: 'daily limit' });
});

test('the sliding window and the account’s limits hold for it', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 9, { messenger: 'email-a' });
  const world = queueWorld(
    { sql, clock },
    limitsWith([{ uuid: 'a', sliding: slidingLimit(3, minuteMs) }], {
      sendWindow: sendWindowOf('UTC', [{ start: '01:00', end: '02:00' }]),
    }),
  );
  const worker = await world.worker();
  const first = await worker.claim(Infinity, direct);
  expect(first.rows).toHaveLength(3);
  expect(first.blocker).toMatchObject({ by: 'sliding window' });
  await worker.send(first.rows, accepted);
  // The window's, though the send window opens only tomorrow.
  const { nextAt } = await worker.claim(Infinity, direct);
  expect(nextAt! - clock.now().getTime()).toBeLessThan(2 * minuteMs);

  const account = { minute: null, hour: null, day: dayLimit(4) };
  await world.setLimits(limitsWith([{ uuid: 'a' }], { account }));
  const second = await worker.claim(Infinity, direct);
  expect(second.rows).toHaveLength(1);
  expect(second.blocker).toMatchObject({ by: 'account day' });
});

test('while the window is closing only direct campaigns are claimed', async ({ sql, clock }) => {
  const campaign = await runningCampaign({ sql, clock }, 1, { messenger: 'email-a' });
  const automatic = await runningCampaign({ sql, clock }, 1);
  const sendWindow = sendWindowOf('UTC', [{ start: '08:00', end: '20:00' }]);
  clock.set(new Date('2026-03-04T19:59:59.500Z'));
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }], { sendWindow })).worker();
  const closing = await worker.claim(Infinity, direct);
  expect(closing.rows.map(({ campaignId }) => campaignId)).toEqual([campaign.id]);
  expect(closing.idle).not.toContain(automatic.id);
  clock.set(new Date('2026-03-05T08:00:00Z'));
  expect((await worker.claim(Infinity, direct)).rows).toHaveLength(1);
});

test('a direct campaign keeps to a send window of its own', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 1, {
    messenger: 'email-a',
    sendWindows: [{ start: '14:00', end: '15:00' }],
  });
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
  const opens = Date.parse('2026-03-04T14:00:00Z');
  expect(await worker.claim(Infinity, direct)).toMatchObject({
    rows: [],
    nextAt: opens,
    blocker: { by: 'campaign window' },
  });
  clock.set(new Date(opens));
  expect((await worker.claim(Infinity, direct)).rows).toHaveLength(1);
});

test('a worker that dies with it under way leaves one uncertain row, and the rest goes on', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 3, { messenger: 'email-a' });
  const world = queueWorld({ sql, clock }, limitsWith([{ uuid: 'a', daily: dayLimit(1) }]));
  const dead = await world.worker();
  const { rows } = await dead.claim(Infinity, direct);
  await dead.begin(rows.slice(0, 1));
  clock.advance(120);
  expect(await world.sweep()).toMatchObject({ released: 2, uncertain: 1 });

  const worker = await world.worker();
  await worker.send((await worker.claim(Infinity, direct)).rows, accepted);
  expect(await sql`select status, count(*)::int as n from email_queue group by status order by status`).toEqual([
    { status: 'sent', n: 2 },
    { status: 'uncertain', n: 1 },
  ]);
  expect(await sql`select emails_sent from smtp_daily_usage`).toEqual([{ emailsSent: 3 }]);
});
