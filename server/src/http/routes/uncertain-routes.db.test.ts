import { describe, expect, test } from '../../../../test/api.ts';
import { makeCampaign, makeList, makeQueueRow, makeSubscriber } from '../../../../test/factories.ts';
import { waitUntilBlocked } from '../../../../test/wait-until-blocked.ts';
import type { Sql } from '../../db/connect.ts';

const workerId = '11111111-1111-4111-8111-111111111111';
const others = ['queued', 'sending', 'sent', 'failed', 'cancelled'];

/** A campaign with a row of each of these statuses, that is otherwise done. */
async function campaignWith(sql: Sql, statuses: readonly string[], status = 'running') {
  const list = await makeList(sql);
  const { id: campaignId } = await makeCampaign(sql, { name: 'Spring', lists: [list.id], status });
  await sql`update campaigns set queued_at = now() where id = ${campaignId}`;
  const ids: number[] = [];
  for (const status of statuses) {
    const { id: subscriberId } = await makeSubscriber(sql, { lists: [list.id] });
    ids.push(Number((await makeQueueRow(sql, { campaignId, subscriberId, status, retryCount: 5 })).id));
  }
  return { campaignId, ids };
}

const statusesOf = async (sql: Sql, campaignId: number) =>
  (await sql<{ status: string }[]>`select status from email_queue where campaign_id = ${campaignId} order by id`).map(
    ({ status }) => status,
  );
const campaignOf = async (sql: Sql, campaignId: number) =>
  (await sql<{ status: string }[]>`select status from campaigns where id = ${campaignId}`)[0]!.status;

test('lists them with what to look for in the server’s log', async ({ ask, sql, clock }) => {
  const { campaignId, ids } = await campaignWith(sql, ['uncertain', 'sent', 'uncertain']);
  const other = await campaignWith(sql, ['uncertain']);
  await sql`
    insert into attempts (queue_id, campaign_id, smtp_server_uuid, worker_id, message_id, started_at, finished_at,
      outcome, seen)
    values
      (${ids[0]!}, ${campaignId}, 'abc-123', ${workerId}, '<a@example.com>', ${clock.now()}, ${clock.in(1)}, 'unsent', true),
      (${ids[0]!}, ${campaignId}, 'def-456', ${workerId}, '<a@example.com>', ${clock.in(5)}, ${clock.in(6)}, 'uncertain', true)
  `;
  const { body } = await ask('GET', `/api/queue/uncertain?campaign_id=${campaignId}`);
  expect(body.data).toMatchObject({ total: 2, page: 1, per_page: 20 });
  expect(body.data.results).toEqual([
    expect.objectContaining({ id: ids[2], smtp_server_uuid: null, message_id: null, started_at: null }),
    {
      id: ids[0],
      campaign_id: campaignId,
      campaign_name: 'Spring',
      subscriber_id: expect.any(Number),
      subscriber_email: expect.stringContaining('@'),
      smtp_server_uuid: 'def-456',
      message_id: '<a@example.com>',
      started_at: clock.in(5).toISOString(),
      reason: null,
    },
  ]);
  const all = await ask('GET', '/api/queue/uncertain?per_page=2&page=2');
  expect(all.body.data).toMatchObject({ total: 3, results: [{ id: ids[0] }] });
  expect((await ask('GET', '/api/queue/uncertain')).body.data.results[0].id).toBe(other.ids[0]);
});

describe('it arrived', () => {
  test('makes one sent; the last one finishes its campaign', async ({ ask, sql, clock }) => {
    const { campaignId, ids } = await campaignWith(sql, ['uncertain', 'uncertain']);
    expect(await ask('PUT', `/api/queue/${ids[0]}/arrived`)).toMatchObject({ status: 200, body: { data: true } });
    expect(await statusesOf(sql, campaignId)).toEqual(['sent', 'uncertain']);
    expect(await campaignOf(sql, campaignId)).toBe('running');
    await ask('PUT', `/api/queue/${ids[1]}/arrived`);
    expect(await campaignOf(sql, campaignId)).toBe('finished');
    expect((await ask('GET', `/api/queue/items/${ids[1]}`)).body.data.sent_at).toBe(clock.now().toISOString());
    expect((await ask('GET', '/api/queue/stats')).body.data).toMatchObject({ total_uncertain: 0, total_sent: 2 });
  });

  test.for(others)('refuses a row that is %s', async (status, { ask, sql }) => {
    const { campaignId, ids } = await campaignWith(sql, [status]);
    expect(await ask('PUT', `/api/queue/${ids[0]}/arrived`)).toMatchObject({
      status: 400,
      body: { message: `Email ${ids[0]} is ${status}, only uncertain ones can be said to have arrived`, status },
    });
    expect(await statusesOf(sql, campaignId)).toEqual([status]);
  });

  test('knows no row 77', async ({ ask }) => {
    expect(await ask('PUT', '/api/queue/77/arrived')).toMatchObject({ status: 400, body: { field: 'id' } });
  });

  test('for many, by id: those that are uncertain, and no others', async ({ ask, sql }) => {
    const { campaignId, ids } = await campaignWith(sql, ['uncertain', ...others, 'uncertain']);
    const answer = await ask('PUT', '/api/queue/uncertain', { ids: ids.slice(0, 6), action: 'arrived' });
    expect(answer).toMatchObject({ status: 200, body: { data: { count: 1 } } });
    expect(await statusesOf(sql, campaignId)).toEqual(['sent', ...others, 'uncertain']);
  });

  test('for a whole campaign', async ({ ask, sql }) => {
    const { campaignId } = await campaignWith(sql, ['uncertain', 'failed', 'uncertain']);
    const other = await campaignWith(sql, ['uncertain']);
    const answer = await ask('PUT', '/api/queue/uncertain', { campaign_id: campaignId, action: 'arrived' });
    expect(answer.body.data).toEqual({ count: 2 });
    expect(await campaignOf(sql, campaignId)).toBe('finished');
    expect(await statusesOf(sql, other.campaignId)).toEqual(['uncertain']);
  });
});

describe('send again', () => {
  test('queues as if they were new; what a person has paused stays so', async ({ ask, sql, clock }) => {
    const { campaignId, ids } = await campaignWith(sql, ['uncertain', ...others, 'uncertain'], 'paused');
    const answer = await ask('PUT', '/api/queue/uncertain', { campaign_id: campaignId, action: 'send_again' });
    expect(answer.body.data).toEqual({ count: 2 });
    expect(await statusesOf(sql, campaignId)).toEqual(['queued', ...others, 'queued']);
    expect((await ask('GET', `/api/queue/items/${ids[0]}`)).body.data).toMatchObject({
      retry_count: 0,
      scheduled_at: clock.now().toISOString(),
    });
    expect(await campaignOf(sql, campaignId)).toBe('paused');
  });

  test('leaves alone those who have left, and cancelled campaigns', async ({ ask, sql }) => {
    const { campaignId, ids } = await campaignWith(sql, ['uncertain', 'uncertain']);
    const cancelled = await campaignWith(sql, ['uncertain'], 'cancelled');
    await sql`
      update subscribers set status = 'blocklisted'
      where id = (select subscriber_id from email_queue where id = ${ids[0]!})
    `;
    const body = { ids: [...ids, ...cancelled.ids], action: 'send_again' };
    expect((await ask('PUT', '/api/queue/uncertain', body)).body.data).toEqual({ count: 1 });
    expect(await statusesOf(sql, campaignId)).toEqual(['uncertain', 'queued']);
    expect(await statusesOf(sql, cancelled.campaignId)).toEqual(['uncertain']);
  });
});

test('of two who decide at once, one is heard', async ({ ask, sql }) => {
  const { campaignId, ids } = await campaignWith(sql, ['uncertain']);
  const answer = await sql.begin(async (tx) => {
    await tx`update email_queue set status = 'queued' where id = ${ids[0]!}`;
    const asked = ask('PUT', '/api/queue/uncertain', { ids, action: 'arrived' });
    await waitUntilBlocked(tx);
    return { asked };
  });
  expect((await answer.asked).body.data).toEqual({ count: 0 });
  expect(await statusesOf(sql, campaignId)).toEqual(['queued']);
});

test.for<[string, unknown]>([
  ['ids', { action: 'arrived' }],
  ['ids', { ids: [1], campaign_id: 1, action: 'arrived' }],
  ['ids', { ids: [], action: 'arrived' }],
  ['ids', { ids: ['x'], action: 'arrived' }],
  ['action', { ids: [1] }],
  ['action', { ids: [1], action: 'cancel' }],
])('refuses a bad %s: %o', async ([field, body], { ask }) => {
  const answer = await ask('PUT', '/api/queue/uncertain', body);
  expect(answer.status).toBe(400);
  expect(answer.body.field).toContain(field);
});
