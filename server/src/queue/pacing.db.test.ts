import { expect, test } from '../../../test/harness.ts';
import { accepted, deferred, limitsWith, queueWorld, runningCampaign } from '../../../test/queue-world.ts';
import { dayLimit, slidingLimit } from '../capacity/limit.ts';
import { sendWindowOf } from '../capacity/send-window.ts';
import { type DueHeads, dueHeads } from './due-heads.ts';

const hourMs = 3_600_000;
const sendWindow = sendWindowOf('UTC', [{ start: '08:00', end: '20:00' }]);
const at = (time: string) => new Date(`2026-03-04T${time}Z`);

test('spreads a campaign over its window, and says when the next leaves', async ({ sql, clock }) => {
  clock.set(at('08:00'));
  await runningCampaign({ sql, clock }, 12, { pacing: 'even' });
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }], { sendWindow })).worker();
  for (let hour = 8; hour < 20; hour++) {
    const { rows, nextAt, blocker, idle } = await worker.claim();
    expect(rows).toHaveLength(1);
    expect(idle).toEqual([]);
    await worker.send(rows, accepted);
    if (hour === 19) break;
    expect(Math.abs(nextAt! - clock.now().getTime() - hourMs)).toBeLessThan(1_000);
    expect(blocker).toEqual({ by: 'pace', until: nextAt });
    clock.set(new Date(nextAt! - 1));
    expect(await worker.claim()).toMatchObject({ rows: [], nextAt });
    clock.set(new Date(nextAt!));
  }
  expect(clock.now().getTime()).toBeLessThan(at('19:00').getTime());
  expect(await worker.claim()).toMatchObject({ rows: [], nextAt: null });
});

test('until a deadline, by any number of workers, and no row twice', async ({ sql, clock }) => {
  clock.set(at('12:00'));
  await runningCampaign({ sql, clock }, 4_000, { pacing: 'even', deadline: at('12:16:41') });
  const world = queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }]));
  const workers = [await world.worker(), await world.worker()];
  const claims = await Promise.all(workers.map((worker) => worker.claim()));
  expect(claims.map(({ rows }) => rows.length).toSorted()).toEqual([0, 4]);
  expect(claims.map(({ nextAt }) => nextAt)).toEqual([at('12:00:01').getTime(), at('12:00:01').getTime()]);
});

test('a campaign that is held back, or paused, spreads what is left, and sends no burst', async ({ sql, clock }) => {
  clock.set(at('12:00'));
  const { id } = await runningCampaign({ sql, clock }, 10, { pacing: 'even', deadline: at('22:00:01') });
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
  const first = await worker.claim();
  expect(first).toMatchObject({ rows: [{ campaignId: id }], nextAt: at('13:00').getTime() });
  clock.set(at('17:30'));
  const second = await worker.claim();
  expect(second.rows).toHaveLength(1);
  expect(second.nextAt).toBe(at('18:00').getTime());
});

test('limits win; and what they leave of a day is what is spread over it', async ({ sql, clock }) => {
  clock.set(at('08:00'));
  await runningCampaign({ sql, clock }, 100, { pacing: 'even' });
  const limits = limitsWith([{ uuid: 'a', daily: dayLimit(3) }], { sendWindow });
  const worker = await queueWorld({ sql, clock }, limits).worker();
  const times: string[] = [];
  for (let n = 0; n < 4; n++) {
    const { rows, nextAt } = await worker.claim();
    await worker.send(rows, accepted);
    if (rows.length > 0) times.push(clock.now().toISOString().slice(8, 16));
    clock.set(new Date(nextAt ?? (await worker.claim()).nextAt!));
  }
  expect(times).toEqual(['04T08:00', '04T11:59', '04T15:59', '05T08:00']);
});

test('a limit that is tighter than the pace is what it waits for', async ({ sql, clock }) => {
  clock.set(at('12:00'));
  await runningCampaign({ sql, clock }, 100, { pacing: 'even', deadline: at('12:01:41') });
  const limits = limitsWith([{ uuid: 'a', sliding: slidingLimit(1, hourMs) }]);
  const worker = await queueWorld({ sql, clock }, limits).worker();
  await worker.send((await worker.claim()).rows, accepted);
  clock.set(at('12:00:05'));
  const { rows, nextAt, blocker } = await worker.claim();
  expect(rows).toEqual([]);
  expect(blocker).toEqual({ by: 'sliding window', until: nextAt });
  clock.set(new Date(nextAt!));
  expect((await worker.claim()).rows).toHaveLength(1);
});

test('one that is spread holds up no other, and deferred mail counts among what is left', async ({ sql, clock }) => {
  clock.set(at('12:00'));
  const spread = await runningCampaign({ sql, clock }, 2, {
    pacing: 'even',
    priority: 'high',
    deadline: at('14:00:01'),
  });
  const other = await runningCampaign({ sql, clock }, 5);
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
  const { rows, nextAt } = await worker.claim();
  expect(rows.map(({ campaignId }) => campaignId)).toEqual([spread.id, ...Array(5).fill(other.id)]);
  expect(nextAt).toBe(at('13:00').getTime());
  await worker.send(rows, deferred);
  expect((await worker.claim()).nextAt).toBeLessThan(at('13:00').getTime());
});

test('direct mail is spread over its own window, or the day, whatever its daily limit', async ({ sql, clock }) => {
  clock.set(at('12:00'));
  await runningCampaign({ sql, clock }, 2, { pacing: 'even', messenger: 'email-a' });
  const limits = limitsWith([{ uuid: 'a', daily: dayLimit(1) }], { sendWindow });
  const worker = await queueWorld({ sql, clock }, limits).worker();
  const claim = () => worker.claim(Infinity, { 'email-a': 'a' });
  const { rows, nextAt } = await claim();
  await worker.send(rows, accepted);
  expect([rows.length, new Date(nextAt!)]).toEqual([1, at('17:59:59.500')]);
  clock.set(new Date(nextAt!));
  expect((await claim()).rows).toHaveLength(1);
});

test('forgets what campaigns that are over released', async ({ sql, clock }) => {
  const { id } = await runningCampaign({ sql, clock }, 1, { pacing: 'even' });
  await sql`insert into campaign_releases (campaign_id, released_at, released) values (2000000000, now(), 1)`;
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
  await worker.claim();
  expect(await sql`select campaign_id, released_at, released from campaign_releases`).toEqual([
    { campaignId: id, releasedAt: clock.now(), released: 1 },
  ]);
});

test('a change of the deadline counts at once', async ({ sql, clock }) => {
  clock.set(at('12:00'));
  const { id } = await runningCampaign({ sql, clock }, 2, { pacing: 'even', deadline: at('14:00:01') });
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
  expect((await worker.claim()).rows).toHaveLength(1);
  await sql`update campaigns set deadline = ${at('12:20:01')} where id = ${id}`;
  expect((await worker.claim()).nextAt).toBe(at('12:10').getTime());
  await sql`update campaigns set deadline = null, pacing = 'fast' where id = ${id}`;
  expect((await worker.claim()).rows).toHaveLength(1);
});

test('rows that are queued while a claim is under way are no burst: they wait for the next, which knows how many there are', async ({
  sql,
  clock,
}) => {
  clock.set(at('08:00'));
  await runningCampaign({ sql, clock }, 12, { pacing: 'even' });
  await sql`update email_queue set status = 'cancelled'`;
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }], { sendWindow })).worker();
  const heads = dueHeads();
  const find: DueHeads['find'] = async (...given) => {
    await sql`update email_queue set status = 'queued'`;
    return heads.find(...given);
  };
  expect((await worker.claim(Infinity, {}, { heads: { ...heads, find } })).rows).toHaveLength(0);
  expect((await worker.claim()).rows).toHaveLength(1);
});
