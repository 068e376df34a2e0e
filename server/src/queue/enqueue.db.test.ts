import { makeCampaign, makeList, makeSubscriber } from '../../../test/factories.ts';
import { expect, test } from '../../../test/harness.ts';
import type { Sql } from '../db/connect.ts';
import { enqueueChunk } from './enqueue.ts';

async function startedCampaign(sql: Sql, lists: number[], startedAt: Date) {
  const campaign = await makeCampaign(sql, { lists, priority: 'high' });
  await sql`update campaigns set status = 'running', started_at = ${startedAt} where id = ${campaign.id}`;
  return campaign;
}

test('writes a row for everyone once, in chunks, and says when it is done', async ({ sql, clock }) => {
  const [one, two] = [await makeList(sql), await makeList(sql)];
  for (let n = 0; n < 5; n++) await makeSubscriber(sql, { lists: [one.id, two.id] });
  const campaign = await startedCampaign(sql, [one.id, two.id], clock.now());

  const deps = { sql, clock };
  expect(await enqueueChunk(deps, 4)).toEqual({ campaignId: campaign.id, count: 2, done: false });
  expect(await enqueueChunk(deps, 4)).toEqual({ campaignId: campaign.id, count: 2, done: false });
  expect(await enqueueChunk(deps, 4)).toEqual({ campaignId: campaign.id, count: 1, done: true });
  expect(await enqueueChunk(deps, 4)).toBeNull();
  const rows = await sql`select distinct status, priority, scheduled_at, count(*) over ()::int as n from email_queue`;
  expect([...rows]).toEqual([{ status: 'queued', priority: 0, scheduledAt: clock.now(), n: 5 }]);
  const [stored] = await sql`select queued_at from campaigns where id = ${campaign.id}`;
  expect(stored).toEqual({ queuedAt: clock.now() });
});

test('goes by the list that has most of the next people, and leaves out nobody of the others', async ({
  sql,
  clock,
}) => {
  const [dense, sparse] = [await makeList(sql), await makeList(sql)];
  for (let n = 0; n < 9; n++) await makeSubscriber(sql, { lists: n % 4 === 0 ? [dense.id, sparse.id] : [dense.id] });
  for (let n = 0; n < 3; n++) await makeSubscriber(sql, { lists: [sparse.id] });
  await startedCampaign(sql, [dense.id, sparse.id], clock.now());
  const counts: number[] = [];
  for (let chunk = await enqueueChunk({ sql, clock }, 6); chunk; chunk = await enqueueChunk({ sql, clock }, 6)) {
    counts.push(chunk.count);
  }
  expect(counts).toEqual([3, 3, 3, 3, 0]);
});

test('a chunk that is cut off leaves nothing half done', async ({ sql, clock }) => {
  const list = await makeList(sql);
  for (let n = 0; n < 3; n++) await makeSubscriber(sql, { lists: [list.id] });
  await startedCampaign(sql, [list.id], clock.now());
  await sql`create function cut() returns trigger language plpgsql as $$ begin raise 'cut off'; end $$`;
  await sql`create trigger cut after update of enqueue_cursor on campaigns for each row execute function cut()`;
  await expect(enqueueChunk({ sql, clock }, 2)).rejects.toThrow('cut off');
  await sql`drop function cut cascade`;
  expect(await sql`select from email_queue`).toHaveLength(0);
  await enqueueChunk({ sql, clock }, 2);
  await enqueueChunk({ sql, clock }, 2);
  expect(await sql`select from email_queue`).toHaveLength(3);
});

test('two workers that enqueue at once write everyone once', async ({ sql, clock }) => {
  const list = await makeList(sql);
  for (let n = 0; n < 8; n++) await makeSubscriber(sql, { lists: [list.id] });
  await startedCampaign(sql, [list.id], clock.now());
  const untilDone = async () => {
    for (let chunk = await enqueueChunk({ sql, clock }, 3); chunk; chunk = await enqueueChunk({ sql, clock }, 3)) {}
  };
  await Promise.all([untilDone(), untilDone()]);
  await untilDone();
  expect(await sql`select from email_queue`).toHaveLength(8);
});

test('leaves alone what is not running, and a campaign for nobody is done at once', async ({ sql, clock }) => {
  const list = await makeList(sql);
  await makeSubscriber(sql, { lists: [list.id] });
  await makeCampaign(sql, { lists: [list.id], status: 'paused' });
  expect(await enqueueChunk({ sql, clock }, 10)).toBeNull();
  const empty = await startedCampaign(sql, [(await makeList(sql)).id], clock.now());
  expect(await enqueueChunk({ sql, clock }, 10)).toEqual({ campaignId: empty.id, count: 0, done: true });
});

test('a campaign that was started by hand, with no time of its start, is queued as of now', async ({ sql, clock }) => {
  const list = await makeList(sql);
  await makeSubscriber(sql, { lists: [list.id] });
  const campaign = await makeCampaign(sql, { lists: [list.id] });
  await sql`update campaigns set status = 'running', started_at = null where id = ${campaign.id}`;
  expect(await enqueueChunk({ sql, clock }, 10)).toMatchObject({ count: 1, done: true });
  expect(await sql`select scheduled_at from email_queue`).toEqual([{ scheduledAt: clock.now() }]);
});
