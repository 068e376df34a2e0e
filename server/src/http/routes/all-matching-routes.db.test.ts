import { expect, test } from '../../../../test/api.ts';
import { makeCampaign, makeList, makeQueueRow, makeSubscriber } from '../../../../test/factories.ts';

test('whoever matches is put on lists, confirmed, unsubscribed and taken off, and nobody else', async ({
  sql,
  ask,
}) => {
  const [from, onto] = [await makeList(sql), await makeList(sql)];
  const inside = await makeSubscriber(sql, { lists: [from.id], subscriptionStatus: 'unconfirmed' });
  const left = await makeSubscriber(sql, { lists: [from.id], subscriptionStatus: 'unsubscribed' });
  await makeSubscriber(sql, { lists: [onto.id] });
  const act = async (listId: number, action: string, more = {}) => {
    const body = { list_ids: [from.id], action, target_list_ids: [listId], ...more };
    return (await ask('PUT', '/api/subscribers/query/lists', body)).body;
  };
  const standing = async (listId: number) =>
    (await sql`select subscriber_id as id, status from subscriptions where list_id = ${listId} order by 1`).map(
      ({ id, status }) => `${id} ${status}`,
    );

  expect(await act(from.id, 'confirm')).toEqual({ data: true, count: 2 });
  expect(await standing(from.id)).toEqual([`${inside.id} confirmed`, `${left.id} unsubscribed`]);
  expect(await act(onto.id, 'add', { subscription_status: 'confirmed' })).toEqual({ data: true, count: 1 });
  expect(await standing(onto.id)).toContain(`${inside.id} unconfirmed`);
  expect(await standing(onto.id)).toHaveLength(2);
  await act(onto.id, 'unsubscribe');
  expect(await standing(onto.id)).toContain(`${inside.id} unsubscribed`);
  await act(onto.id, 'remove');
  expect(await standing(onto.id)).toHaveLength(1);
});

test('more than one batch is blocklisted and deleted, and mail that waits for them is cancelled', async ({
  sql,
  ask,
}) => {
  await sql`insert into subscribers (email) select 'reader' || n || '@example.com' from generate_series(1, 2100) n`;
  await makeSubscriber(sql, { email: 'stays@example.com' });
  const list = await makeList(sql);
  const waiting = await makeSubscriber(sql, { email: 'reader0@example.com', lists: [list.id] });
  const campaign = await makeCampaign(sql, { lists: [list.id], status: 'running' });
  await makeQueueRow(sql, { campaignId: campaign.id, subscriberId: waiting.id });

  const blocklisted = await ask('PUT', '/api/subscribers/query/blocklist', { search: 'READER' });
  expect(blocklisted.body).toEqual({ data: true, count: 2101 });
  expect(await sql`select status from email_queue`).toEqual([{ status: 'cancelled' }]);
  const removed = await ask('POST', '/api/subscribers/query/delete', { subscriber_status: 'blocklisted' });
  expect(removed.body).toEqual({ data: true, count: 2101 });
  expect(await sql`select email from subscribers`).toEqual([{ email: 'stays@example.com' }]);
});

test('everybody is meant only when that is said', async ({ sql, ask }) => {
  await makeSubscriber(sql);
  for (const body of [{}, { search: '' }, { list_ids: [] }, { all: false }]) {
    const answer = await ask('POST', '/api/subscribers/query/delete', body);
    expect(answer).toMatchObject({ status: 400, body: { field: 'all' } });
  }
  const bySql = await ask('POST', '/api/subscribers/query/delete', { query: '1=1', all: true });
  expect(bySql).toMatchObject({ status: 400, body: { field: 'query' } });
  expect((await ask('POST', '/api/subscribers/query/delete', { all: true })).body.count).toBe(1);
});
