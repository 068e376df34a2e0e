import { describe, expect, test } from '../../../../test/api.ts';
import { makeList, makeSubscriber } from '../../../../test/factories.ts';
import { csvParser } from '../../csv/csv-parser.ts';

test('subscribers are made, changed, found and deleted', async ({ sql, ask }) => {
  const list = await makeList(sql, { name: 'News' });
  const made = await ask('POST', '/api/subscribers', {
    email: 'Ada@EXAMPLE.com',
    name: 'Ada',
    status: 'enabled',
    lists: [list.id],
    attribs: { city: 'Köln', keepMe_as: { it_isTrue: [1] } },
    preconfirm_subscriptions: true,
  });
  expect(made).toMatchObject({
    status: 200,
    body: {
      data: {
        email: 'Ada@example.com',
        attribs: { city: 'Köln', keepMe_as: { it_isTrue: [1] } },
        lists: [{ id: list.id, name: 'News', subscription_status: 'confirmed' }],
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      },
    },
  });
  const { id } = made.body.data;

  const patched = await ask('PATCH', `/api/subscribers/${id}`, { name: 'Ada L.' });
  expect(patched.body.data).toMatchObject({ name: 'Ada L.', email: 'Ada@example.com', lists: [{ id: list.id }] });
  const put = await ask('PUT', `/api/subscribers/${id}`, { email: 'ada@example.com', lists: [], attribs: {} });
  expect(put.body.data).toMatchObject({ email: 'ada@example.com', name: 'Ada L.', lists: [], attribs: {} });
  expect((await ask('GET', `/api/subscribers/${id}`)).body).toEqual(put.body);

  expect((await ask('DELETE', `/api/subscribers/${id}`)).body).toEqual({ data: true });
  expect(await ask('GET', `/api/subscribers/${id}`)).toMatchObject({ status: 400, body: { code: 'not_found' } });
  expect(await ask('DELETE', `/api/subscribers/${id}`)).toMatchObject({ status: 400, body: { code: 'not_found' } });
});

test('are found by search, list and standing', async ({ sql, ask }) => {
  const list = await makeList(sql);
  const ada = await makeSubscriber(sql, { name: 'Ada', lists: [list.id] });
  const bob = await makeSubscriber(sql, { name: 'Bob', lists: [list.id], subscriptionStatus: 'unsubscribed' });
  await makeSubscriber(sql, { name: 'Carl' });
  const ids = async (query: string) =>
    (await ask('GET', `/api/subscribers?${query}`)).body.data.results.map(({ id }: { id: number }) => id);

  expect(await ids(`list_id=${list.id}&order_by=name&order=asc&query=`)).toEqual([ada.id, bob.id]);
  expect(await ids(`list_id=${list.id}&subscription_status=unsubscribed`)).toEqual([bob.id]);
  expect((await ask('GET', '/api/subscribers?search=ad&per_page=all')).body.data).toMatchObject({
    results: [{ id: ada.id }],
    search: 'ad',
    total: 1,
  });
});

test('every list gets the standing that is given, also for who had left, and others are left', async ({ sql, ask }) => {
  const [a, b, c] = [await makeList(sql), await makeList(sql), await makeList(sql)];
  const { id } = await makeSubscriber(sql, { lists: [a.id, c.id], subscriptionStatus: 'unsubscribed' });
  const subscriptions = [
    { list_id: a.id, status: 'confirmed' },
    { list_id: b.id, status: 'unconfirmed' },
  ];
  const { body } = await ask('PATCH', `/api/subscribers/${id}`, { subscriptions });
  expect(body.data.lists).toMatchObject([
    { id: a.id, subscription_status: 'confirmed' },
    { id: b.id, subscription_status: 'unconfirmed' },
  ]);
  const wrong = { subscriptions: [{ list_id: 99_999, status: 'confirmed' }] };
  expect(await ask('PATCH', `/api/subscribers/${id}`, wrong)).toMatchObject({ body: { field: 'subscriptions' } });
  const found = await ask('GET', '/api/subscribers?subscriber_status=enabled');
  expect(found.body.data.total).toBe(1);
  expect((await ask('GET', '/api/subscribers?subscriber_status=disabled')).body.data.total).toBe(0);
});

test('SQL in a request is refused by name', async ({ ask }) => {
  for (const path of ['/api/subscribers', '/api/subscribers/export']) {
    expect(await ask('GET', `${path}?query=1=1`)).toMatchObject({ status: 400, body: { field: 'query' } });
  }
});

test('many are blocklisted, put on lists, and deleted at once', async ({ sql, ask }) => {
  const list = await makeList(sql);
  const [a, b, c] = [await makeSubscriber(sql), await makeSubscriber(sql), await makeSubscriber(sql)];
  const standing = async () =>
    (await sql`select subscriber_id, status from subscriptions order by 1`).map((row) => [
      row.subscriberId,
      row.status,
    ]);
  const change = { action: 'add', target_list_ids: [list.id] };

  await ask('PUT', '/api/subscribers/lists', { ...change, ids: [a.id, b.id], status: 'confirmed' });
  await ask('PUT', `/api/subscribers/lists/${c.id}`, change);
  expect(await standing()).toEqual([
    [a.id, 'confirmed'],
    [b.id, 'confirmed'],
    [c.id, 'unconfirmed'],
  ]);
  await ask('PUT', '/api/subscribers/blocklist', { ids: [a.id] });
  await ask('PUT', `/api/subscribers/${b.id}/blocklist`);
  expect(await standing()).toEqual([
    [a.id, 'unsubscribed'],
    [b.id, 'unsubscribed'],
    [c.id, 'unconfirmed'],
  ]);
  await ask('DELETE', `/api/subscribers?id=${a.id}&id=${b.id}`);
  expect(await sql`select id from subscribers`).toEqual([{ id: c.id }]);
});

describe('what is wrong is named', () => {
  test.for([
    [{}, 'email'],
    [{ email: 'ada' }, 'email'],
    [{ email: 'ada@example.com', status: 'gone' }, 'status'],
    [{ email: 'ada@example.com', lists: [99] }, 'lists'],
    [{ email: 'ada@example.com', lists: ['x'] }, 'lists[0]'],
    [{ email: 'ada@example.com', attribs: [] }, 'attribs'],
    [{ email: 'ada@example.com', attribs: 'x' }, 'attribs'],
    [{ email: 'ada@example.com', name: 'a\0' }, 'name'],
  ] as const)('%j', async ([body, field], { sql, ask }) => {
    expect(await ask('POST', '/api/subscribers', body)).toMatchObject({ status: 400, body: { field } });
    expect(await sql`select from subscribers`).toHaveLength(0);
  });

  test('an address that is taken is a conflict', async ({ sql, ask }) => {
    await makeSubscriber(sql, { email: 'ada@example.com' });
    const body = { email: 'ADA@example.com' };
    expect(await ask('POST', '/api/subscribers', body)).toMatchObject({ status: 409, body: { field: 'email' } });
  });

  test('ids that are none', async ({ ask }) => {
    expect(await ask('GET', '/api/subscribers/x')).toMatchObject({ status: 400, body: { field: 'id' } });
    expect(await ask('GET', '/api/subscribers/99999999999')).toMatchObject({ status: 400, body: { field: 'id' } });
    expect(await ask('PUT', '/api/subscribers/blocklist', { ids: [] })).toMatchObject({ status: 400 });
    const change = { ids: [1], action: 'ask', target_list_ids: [1] };
    expect(await ask('PUT', '/api/subscribers/lists', change)).toMatchObject({ body: { field: 'action' } });
  });
});

describe('export', () => {
  test('gives those asked for as CSV, formulas disarmed', async ({ sql, ask }) => {
    const list = await makeList(sql);
    const attribs = { note: 'a "b", c' };
    const ada = await makeSubscriber(sql, { name: '=HYPERLINK("x")', attribs, lists: [list.id] });
    await makeSubscriber(sql);
    const { headers, body } = await ask('GET', `/api/subscribers/export?list_id=${list.id}`);

    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const [header, ...rows] = csvParser({ separator: ',' }).push(body);
    expect(header!.fields).toEqual(['uuid', 'email', 'name', 'attributes', 'status', 'created_at', 'updated_at']);
    expect(rows).toHaveLength(1);
    expect(rows[0]!.fields.slice(0, 5)).toEqual([
      ada.uuid,
      ada.email,
      `'=HYPERLINK("x")`,
      JSON.stringify(attribs),
      'enabled',
    ]);
  });

  test('goes through more than one page', async ({ sql, ask }) => {
    await sql`insert into subscribers (email) select 'p' || n || '@example.com' from generate_series(1, 2500) n`;
    const { body } = await ask('GET', '/api/subscribers/export');
    expect(csvParser({ separator: ',' }).push(body)).toHaveLength(2501);
  });

  test('of one gives all that is kept of them', async ({ sql, ask }) => {
    const list = await makeList(sql);
    const { id, email } = await makeSubscriber(sql, { lists: [list.id] });
    expect((await ask('GET', `/api/subscribers/${id}/export`)).body).toMatchObject({
      profile: [{ id, email }],
      subscriptions: [{ id: list.id, subscription_status: 'confirmed' }],
    });
  });
});
