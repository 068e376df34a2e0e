import { makeCampaign } from '../../../test/factories.ts';
import { expect, test } from '../../../test/harness.ts';
import {
  accepted,
  deferred,
  limitsWith,
  queueWorld,
  runningCampaign,
  settlementOf,
} from '../../../test/queue-world.ts';
import { dailyLimit, dayLimit, slidingLimit } from '../capacity/limit.ts';
import { sendWindowOf } from '../capacity/send-window.ts';
import { takenBack } from '../smtp/outcome.ts';

const minuteMs = 60_000;

test('takes the highest priority first, then the campaign that started first, then the oldest row', async ({
  sql,
  clock,
}) => {
  const first = await runningCampaign({ sql, clock }, 2);
  clock.advance(1);
  const second = await runningCampaign({ sql, clock }, 2);
  clock.advance(1);
  const urgent = await runningCampaign({ sql, clock }, 1, { priority: 'high' });

  const { rows } = await (await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker()).claim();
  expect(rows.map(({ campaignId }) => campaignId)).toEqual([urgent.id, first.id, first.id, second.id, second.id]);
  expect(rows.slice(1).map(({ id }) => Number(id))).toEqual(
    rows
      .slice(1)
      .map(({ id }) => Number(id))
      .toSorted((a, b) => a - b),
  );
});

test('gives no row to two workers, also while one of them is still claiming', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 6);
  const world = queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }]));
  const workers = [await world.worker(), await world.worker(), await world.worker()];

  const claims = await Promise.all(workers.map((worker) => worker.claim(4)));
  const ids = claims.flatMap(({ rows }) => rows.map(({ id }) => id));
  expect(ids).toHaveLength(6);
  expect(new Set(ids).size).toBe(6);
});

test('waits for no row that an operator holds', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 2);
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
  await sql.begin(async (tx) => {
    await tx`select from email_queue order by id limit 1 for update`;
    expect((await worker.claim()).rows).toHaveLength(1);
  });
});

test('leaves rows alone whose campaign is not running', async ({ sql, clock }) => {
  const campaign = await runningCampaign({ sql, clock }, 3);
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
  for (const status of ['paused', 'cancelled', 'finished', 'draft']) {
    const pausedBy = status === 'paused' ? 'user' : null;
    await sql`update campaigns set status = ${status}, paused_by = ${pausedBy} where id = ${campaign.id}`;
    expect((await worker.claim()).rows, status).toEqual([]);
  }
});

test('a campaign whose only server is full holds up no other', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 50, { messenger: 'email-full' });
  clock.advance(1);
  const other = await runningCampaign({ sql, clock }, 3);
  const limits = limitsWith([
    { uuid: 'full', sliding: slidingLimit(2, minuteMs) },
    { uuid: 'free', daily: dayLimit(10) },
  ]);
  const worker = await queueWorld({ sql, clock }, limits).worker();

  const { rows, blocker } = await worker.claim(Infinity, { 'email-full': 'full' });
  expect(rows.filter(({ serverUuid }) => serverUuid === 'full')).toHaveLength(2);
  expect(rows.filter(({ campaignId }) => campaignId === other.id)).toHaveLength(3);
  expect(blocker).toEqual({ by: 'sliding window', until: null });
});

test('a campaign whose server is gone waits', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 2, { messenger: 'email-gone' });
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
  expect(await worker.claim()).toMatchObject({ rows: [], nextAt: null });
});

test('says when the next permit is free, and that instant gives it', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 5);
  const world = queueWorld({ sql, clock }, limitsWith([{ uuid: 'a', sliding: slidingLimit(2, 30 * minuteMs) }]));
  const worker = await world.worker();
  const first = await worker.claim();
  expect(first.rows).toHaveLength(2);
  expect(first).toMatchObject({ nextAt: null, blocker: { by: 'sliding window', until: null } });
  await worker.send(first.rows, accepted);

  const { nextAt, blocker } = await worker.claim();
  expect(blocker).toEqual({ by: 'sliding window', until: nextAt });
  clock.set(new Date(nextAt! - 1));
  expect((await worker.claim()).rows).toEqual([]);
  clock.set(new Date(nextAt!));
  expect((await worker.claim()).rows).toHaveLength(2);
  expect(nextAt! - (await firstAttemptAt(sql))).toBeLessThan(30 * minuteMs * 1.01);
});

test('takes nothing while the send window is closed, and says when it opens', async ({ sql, clock }) => {
  clock.set(new Date('2026-03-04T06:00:00Z'));
  await runningCampaign({ sql, clock }, 1);
  const sendWindow = sendWindowOf('UTC', [{ start: '08:00', end: '20:00' }]);
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }], { sendWindow })).worker();
  const opens = Date.parse('2026-03-04T08:00:00Z');
  expect(await worker.claim()).toMatchObject({ rows: [], nextAt: opens, blocker: { by: 'send window', until: opens } });
});

test('a campaign whose own window is closed waits for it, and holds up no other', async ({ sql, clock }) => {
  const closed = await runningCampaign({ sql, clock }, 3, {
    priority: 'high',
    sendWindows: [{ days: ['wed'], start: '14:00', end: '15:00' }],
  });
  const open = await runningCampaign({ sql, clock }, 3);
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a', daily: dayLimit(5) }])).worker();
  const opens = Date.parse('2026-03-04T14:00:00Z');

  const claimed = await worker.claim();
  expect(claimed.rows.map(({ campaignId }) => campaignId)).toEqual([open.id, open.id, open.id]);
  expect(claimed).toMatchObject({ nextAt: opens, blocker: { by: 'campaign window', until: opens }, idle: [] });
  clock.set(new Date(opens));
  const later = (await worker.claim()).rows;
  expect(later.map(({ campaignId }) => campaignId)).toEqual([closed.id, closed.id]);
});

test('a campaign’s own window only narrows the account’s', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 1, { sendWindows: [{ start: '00:00', end: '24:00' }] });
  const sendWindow = sendWindowOf('UTC', [{ start: '14:00', end: '20:00' }]);
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }], { sendWindow })).worker();
  expect(await worker.claim()).toMatchObject({
    rows: [],
    blocker: { by: 'send window', until: clock.in(7200).getTime() },
  });
});

test('in the last second of a campaign’s own window nothing of it is claimed, and all of the others', async ({
  sql,
  clock,
}) => {
  await runningCampaign({ sql, clock }, 2, { sendWindows: [{ start: '08:00', end: '13:00' }] });
  const other = await runningCampaign({ sql, clock }, 1);
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
  clock.set(new Date('2026-03-04T12:59:59.500Z'));
  const { rows, nextAt } = await worker.claim();
  expect(rows.map(({ campaignId }) => campaignId)).toEqual([other.id]);
  expect(nextAt).toBe(Date.parse('2026-03-04T13:00:00Z'));
});

test('a campaign whose window has no hour in common with the account’s waits for a person', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 1, { sendWindows: [{ start: '06:00', end: '07:00' }] });
  const sendWindow = sendWindowOf('UTC', [{ start: '08:00', end: '20:00' }]);
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }], { sendWindow })).worker();
  expect(await worker.claim()).toMatchObject({
    rows: [],
    nextAt: null,
    blocker: { by: 'campaign window', until: null },
  });
});

test('a rolling day frees its permits 24 hours after each was used, and takes no deferred attempt for one', async ({
  sql,
  clock,
}) => {
  await runningCampaign({ sql, clock }, 9);
  const limits = limitsWith([{ uuid: 'a', daily: dailyLimit(3, 'rolling') }]);
  const worker = await queueWorld({ sql, clock }, limits).worker();
  await worker.send((await worker.claim(1)).rows, deferred);
  await worker.send((await worker.claim(1)).rows, accepted);
  clock.advance(13 * 3600); // over midnight
  await worker.send((await worker.claim(2)).rows, accepted);
  const { rows, nextAt, blocker } = await worker.claim();
  expect({ rows, blocker }).toEqual({ rows: [], blocker: { by: 'daily limit', until: nextAt } });
  expect(nextAt! - clock.now().getTime()).toBeGreaterThanOrEqual(11 * 3_600_000);
  clock.set(new Date(nextAt!));
  expect((await worker.claim()).rows).toHaveLength(1);
});

test('the daily limit starts anew at midnight in the configured zone', async ({ sql, clock }) => {
  clock.set(new Date('2026-03-04T20:00:00Z'));
  await runningCampaign({ sql, clock }, 4);
  const limits = limitsWith([{ uuid: 'a', daily: dayLimit(2) }], { timeZone: 'Asia/Kathmandu' });
  const worker = await queueWorld({ sql, clock }, limits).worker();
  await worker.send((await worker.claim()).rows, accepted);
  const { nextAt } = await worker.claim();
  // 01:45 on the 5th in Kathmandu, 05:45 ahead of UTC.
  expect(new Date(nextAt!)).toEqual(new Date('2026-03-05T18:15:00Z'));
  clock.set(new Date(nextAt!));
  expect((await worker.claim()).rows).toHaveLength(2);
});

test('a change of the zone forgets nothing that was sent on the day that it makes today', async ({ sql, clock }) => {
  clock.set(new Date('2026-03-04T04:00:00Z'));
  await runningCampaign({ sql, clock }, 9);
  const limits = (timeZone: string) => limitsWith([{ uuid: 'a', daily: dayLimit(3) }], { timeZone });
  // Still the 3rd in Los Angeles.
  const world = queueWorld({ sql, clock }, limits('America/Los_Angeles'));
  const worker = await world.worker();
  await worker.send((await worker.claim()).rows, accepted);
  await world.setLimits(limits('UTC'));
  expect((await worker.claim()).rows).toEqual([]);
  const used = await sql`select usage_date::text, emails_sent from smtp_daily_usage order by usage_date`;
  expect([...used]).toEqual([
    { usageDate: '2026-03-03', emailsSent: 3 },
    { usageDate: '2026-03-04', emailsSent: 3 },
  ]);
});

test('what is in flight over midnight counts for the new day', async ({ sql, clock }) => {
  clock.set(new Date('2026-03-04T23:59:59Z'));
  await runningCampaign({ sql, clock }, 4);
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a', daily: dayLimit(2) }])).worker();
  const { rows } = await worker.claim(1);
  clock.advance(2);
  expect((await worker.claim()).rows).toHaveLength(1);
  await worker.send(rows, accepted);
  expect((await worker.claim()).rows).toEqual([]);
});

test('a deferred row comes back when it is due, and the claim says when that is', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 1);
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
  await worker.send((await worker.claim()).rows, deferred);
  const { rows, nextAt } = await worker.claim();
  expect(rows).toEqual([]);
  expect(nextAt).toBe(clock.in(60).getTime());
  clock.advance(60);
  expect((await worker.claim()).rows).toMatchObject([{ retryCount: 1 }]);
});

test('names running campaigns of which nothing is due', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 1);
  const empty = await makeCampaign(sql, { status: 'running' });
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
  expect((await worker.claim()).idle).toEqual([empty.id]);
});

test('lowering a limit below what is used gives nothing, raising it gives the difference', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 20);
  const with_ = (max: number) => limitsWith([{ uuid: 'a', sliding: slidingLimit(max, minuteMs) }]);
  const world = queueWorld({ sql, clock }, with_(5));
  const worker = await world.worker();
  await worker.send((await worker.claim()).rows, accepted);
  await world.setLimits(with_(3));
  expect((await worker.claim()).rows).toEqual([]);
  await world.setLimits(with_(9));
  expect((await worker.claim()).rows).toHaveLength(4);
});

test('a clock that is put forward frees no permit before its time, and says when it will be', async ({
  sql,
  clock,
}) => {
  await runningCampaign({ sql, clock }, 9);
  const limits = limitsWith([{ uuid: 'a', sliding: slidingLimit(2, 30 * minuteMs) }]);
  const worker = await queueWorld({ sql, clock }, limits).worker();
  await worker.send((await worker.claim()).rows, accepted);
  clock.advance(60);
  clock.step(3600);
  const { rows, nextAt } = await worker.claim();
  expect(rows).toEqual([]);
  expect(nextAt! - clock.now().getTime()).toBeGreaterThan(28 * minuteMs);
  clock.set(new Date(nextAt!));
  expect((await worker.claim()).rows).toHaveLength(2);
});

test('a clock that is put back frees none either', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 9);
  const limits = limitsWith([{ uuid: 'a', sliding: slidingLimit(2, 30 * minuteMs) }]);
  const worker = await queueWorld({ sql, clock }, limits).worker();
  await worker.send((await worker.claim()).rows, accepted);
  clock.step(-3600);
  expect((await worker.claim()).rows).toEqual([]);
});

async function firstAttemptAt(sql: Parameters<typeof makeCampaign>[0]): Promise<number> {
  const [row] = await sql<{ at: Date }[]>`select min(finished_at) as at from attempts`;
  return row!.at.getTime();
}

test('what waits for its time without having cost the message an attempt wakes the queue as well', async ({
  sql,
  clock,
}) => {
  await runningCampaign({ sql, clock }, 1);
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
  const [row] = (await worker.claim()).rows;
  await worker.settle([{ ...settlementOf(row!, null, takenBack('no memory'), clock.now()), isOwnFault: true }]);
  expect(await worker.claim()).toMatchObject({ rows: [], nextAt: clock.in(60).getTime() });
});
