import { makeList, makeSubscriber } from '../../../test/factories.ts';
import { expect, test } from '../../../test/harness.ts';
import { findLists, type ListFilter } from './list-store.ts';
import { changeList, createList, getList } from './save-list.ts';

const firstPage = { order: { by: 'id', direction: 'asc' }, limit: 20, offset: 0 } as const;

test('a new list is private, single opt-in and active unless told otherwise', async ({ sql, clock }) => {
  expect(await createList({ sql, clock }, { name: 'News' })).toEqual({
    id: expect.any(Number),
    uuid: expect.any(String),
    name: 'News',
    type: 'private',
    optin: 'single',
    status: 'active',
    tags: [],
    description: '',
    subscriberCount: 0,
    subscriberStatuses: {},
    createdAt: clock.now(),
    updatedAt: clock.now(),
  });
});

test('changing a list changes what is given', async ({ sql, clock }) => {
  const { id } = await makeList(sql, { name: 'News', tags: ['a'] });
  clock.advance(60);
  const changed = await changeList({ sql, clock }, id, { optin: 'double', tags: [] });
  expect(changed).toMatchObject({ name: 'News', optin: 'double', tags: [], updatedAt: clock.now() });
  await expect(changeList({ sql, clock }, id + 1, {})).rejects.toMatchObject({ code: 'not_found' });
});

test('counts its subscribers by standing', async ({ sql }) => {
  const { id } = await makeList(sql);
  for (const subscriptionStatus of ['confirmed', 'confirmed', 'unsubscribed']) {
    await makeSubscriber(sql, { lists: [id], subscriptionStatus });
  }
  expect(await getList(sql, id)).toMatchObject({
    subscriberCount: 3,
    subscriberStatuses: { confirmed: 2, unsubscribed: 1 },
  });
});

test('are found by name, type, opt-in, status and all of some tags, in order', async ({ sql }) => {
  const news = await makeList(sql, { name: 'News 100%', tags: ['a', 'b'], optin: 'double' });
  await makeList(sql, { name: 'Offers', type: 'public', tags: ['a'] });
  await makeList(sql, { name: 'Old', status: 'archived' });
  await makeSubscriber(sql, { lists: [news.id] });
  const names = async (filter: ListFilter) => (await findLists(sql, filter, firstPage)).results.map(({ name }) => name);

  expect(await names({ query: '0%' })).toEqual(['News 100%']);
  expect(await names({ type: 'public' })).toEqual(['Offers']);
  expect(await names({ optin: 'double' })).toEqual(['News 100%']);
  expect(await names({ status: 'archived' })).toEqual(['Old']);
  expect(await names({ tags: ['a'] })).toEqual(['News 100%', 'Offers']);
  expect(await names({ tags: ['a', 'b'] })).toEqual(['News 100%']);
  const mostFirst = { order: { by: 'subscriber_count', direction: 'desc' }, limit: 2, offset: 0 } as const;
  expect(await findLists(sql, {}, mostFirst)).toMatchObject({ total: 3, results: [{ name: 'News 100%' }, {}] });
});
