import { expect, test } from '../../../../test/api.ts';
import { makeList, makeSubscriber } from '../../../../test/factories.ts';

test('lists are made, changed, found and deleted', async ({ ask }) => {
  const made = await ask('POST', '/api/lists', { name: 'News', tags: ['a'], optin: 'double' });
  expect(made).toMatchObject({ status: 200, body: { data: { name: 'News', type: 'private', optin: 'double' } } });
  const { id } = made.body.data;

  const changed = await ask('PUT', `/api/lists/${id}`, { name: 'Offers', type: 'public' });
  expect(changed.body.data).toMatchObject({ name: 'Offers', type: 'public', optin: 'double', tags: ['a'] });
  expect((await ask('GET', `/api/lists/${id}`)).body).toEqual(changed.body);
  expect((await ask('GET', '/api/lists?query=offer&tag=a&optin=double')).body.data).toMatchObject({
    results: [{ id, subscriber_count: 0, subscriber_statuses: {} }],
    query: 'offer',
    total: 1,
    page: 1,
    per_page: 20,
  });
  expect((await ask('DELETE', `/api/lists/${id}`)).body).toEqual({ data: true });
  expect(await ask('GET', `/api/lists/${id}`)).toMatchObject({ status: 400, body: { code: 'not_found' } });
});

test('a page is ordered by what is asked for, or silently as usual', async ({ sql, ask }) => {
  for (const name of ['b', 'a', 'c']) await makeList(sql, { name });
  const names = async (query: string) =>
    (await ask('GET', `/api/lists?${query}`)).body.data.results.map(({ name }: { name: string }) => name);
  expect(await names('order_by=name&order=desc')).toEqual(['c', 'b', 'a']);
  expect(await names('order_by=name;drop table lists&order=asc')).toEqual(['b', 'a', 'c']);
  expect(await names('order_by=name&page=2&per_page=2')).toEqual(['c']);
});

test('minimal gives all lists without counts', async ({ sql, ask }) => {
  const { id } = await makeList(sql, { name: 'News' });
  const { results, total } = (await ask('GET', '/api/lists?minimal=true&per_page=all')).body.data;
  expect(results).toMatchObject([{ id, name: 'News' }]);
  expect(results[0]).not.toHaveProperty('subscriber_count');
  expect(total).toBe(1);
});

test('several are deleted at once; their subscribers stay', async ({ sql, ask }) => {
  const [a, b, c] = [await makeList(sql), await makeList(sql), await makeList(sql)];
  await makeSubscriber(sql, { lists: [a.id] });
  expect((await ask('DELETE', `/api/lists?id=${a.id}&id=${b.id}`)).body).toEqual({ data: true });
  expect(await sql`select id from lists`).toEqual([{ id: c.id }]);
  expect(await sql`select from subscribers`).toHaveLength(1);
  expect(await ask('DELETE', '/api/lists')).toMatchObject({ status: 400, body: { field: 'id' } });
});

test.for([
  [{}, 'name'],
  [{ name: ' ' }, 'name'],
  [{ name: 'x', type: 'secret' }, 'type'],
  [{ name: 'x', optin: 1 }, 'optin'],
  [{ name: 'x', tags: 'a' }, 'tags'],
] as const)('what is wrong is named: %j', async ([body, field], { ask }) => {
  expect(await ask('POST', '/api/lists', body)).toMatchObject({ status: 400, body: { field } });
});
