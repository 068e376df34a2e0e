import { makeCampaign, makeList, makeQueueRow, makeSubscriber } from '../../../test/factories.ts';
import { expect, test } from '../../../test/harness.ts';
import type { Sql } from '../db/connect.ts';
import { type BounceActions, defaultSettings } from '../settings/settings.ts';
import { removeSubscribers } from '../subscribers/remove-subscribers.ts';
import { actOnBounces } from './act-on-bounces.ts';
import { blocklistBounced } from './blocklist-bounced.ts';
import type { BounceType } from './bounce.ts';
import { insertBounce } from './bounce-store.ts';

const byDefault = defaultSettings()['bounce.actions'];
const now = new Date('2026-03-04T12:00:00Z');

/** A subscriber with a row that waits in each of two campaigns. */
async function makeQueued(sql: Sql) {
  const list = await makeList(sql);
  const subscriber = await makeSubscriber(sql, { lists: [list.id] });
  for (let i = 0; i < 2; i++) {
    const campaign = await makeCampaign(sql, { lists: [list.id], status: 'running' });
    await makeQueueRow(sql, { campaignId: campaign.id, subscriberId: subscriber.id });
  }
  return subscriber;
}

let told = 0;
const bounce = (sql: Sql, subscriberId: number, type: BounceType) =>
  insertBounce(sql, { subscriberId, campaignId: null, type, source: 'test', meta: { n: ++told }, now });

async function standing(sql: Sql) {
  const rows = await sql<{ status: string }[]>`select status from email_queue order by id`;
  const people = await sql<{ status: string; subscription: string }[]>`
    select s.status, sn.status as subscription from subscribers s join subscriptions sn on sn.subscriber_id = s.id
  `;
  return { people: people.map((p) => `${p.status} ${p.subscription}`), rows: rows.map(({ status }) => status) };
}

test('one hard bounce blocklists, and cancels what waits in every campaign', async ({ sql, clock }) => {
  const { id } = await makeQueued(sql);
  await bounce(sql, id, 'hard');
  const acted = await actOnBounces({ sql, clock }, byDefault);
  expect(acted).toEqual({ bounces: 1, subscribers: { unsubscribe: [], blocklist: [id], delete: [] } });
  expect(await standing(sql)).toEqual({ people: ['blocklisted unsubscribed'], rows: ['cancelled', 'cancelled'] });
  expect(await actOnBounces({ sql, clock }, byDefault)).toMatchObject({ bounces: 0 });
});

test('soft bounces never do by default', async ({ sql, clock }) => {
  const { id } = await makeQueued(sql);
  for (let i = 0; i < 5; i++) await bounce(sql, id, 'soft');
  await actOnBounces({ sql, clock }, byDefault);
  expect(await standing(sql)).toEqual({ people: ['enabled confirmed'], rows: ['queued', 'queued'] });
});

test('a count is reached by bounces that came one after another', async ({ sql, clock }) => {
  const actions: BounceActions = { ...byDefault, hard: { count: 3, action: 'unsubscribe' } };
  const { id } = await makeQueued(sql);
  for (const people of ['enabled confirmed', 'enabled confirmed', 'enabled unsubscribed']) {
    await bounce(sql, id, 'hard');
    await actOnBounces({ sql, clock }, actions);
    expect((await standing(sql)).people).toEqual([people]);
  }
  expect((await standing(sql)).rows).toEqual(['cancelled', 'cancelled']);
});

test('who is to be deleted goes with their bounces, and whoever is deleted otherwise too', async ({ sql, clock }) => {
  const [one, other] = [await makeQueued(sql), await makeQueued(sql)];
  await bounce(sql, one.id, 'complaint');
  await bounce(sql, other.id, 'soft');
  await actOnBounces({ sql, clock }, { ...byDefault, complaint: { count: 1, action: 'delete' } });
  expect([...(await sql`select id from subscribers`)]).toEqual([{ id: other.id }]);
  await removeSubscribers({ sql, clock }, [other.id]);
  expect(await sql`select from bounces`).toHaveLength(0);
});

test('an operator who enables somebody again is not overruled by old bounces', async ({ sql, clock }) => {
  const { id } = await makeQueued(sql);
  await bounce(sql, id, 'hard');
  await actOnBounces({ sql, clock }, byDefault);
  await sql`update subscribers set status = 'enabled' where id = ${id}`;
  await bounce(sql, id, 'soft');
  await actOnBounces({ sql, clock }, byDefault);
  expect((await standing(sql)).people).toEqual(['enabled unsubscribed']);
});

test('two processes act at once, and it is done', async ({ sql, clock }) => {
  const people = await Promise.all([1, 2, 3].map(() => makeQueued(sql)));
  for (const { id } of people) await bounce(sql, id, 'hard');
  await Promise.all([actOnBounces({ sql, clock }, byDefault), actOnBounces({ sql, clock }, byDefault)]);
  expect(new Set((await standing(sql)).rows)).toEqual(new Set(['cancelled']));
});

test('everybody with a bounce can be blocklisted at once', async ({ sql, clock }) => {
  const [bounced] = [await makeQueued(sql), await makeQueued(sql)];
  await bounce(sql, bounced.id, 'soft');
  expect(await blocklistBounced({ sql, clock })).toBe(1);
  expect((await standing(sql)).rows).toEqual(['cancelled', 'cancelled', 'queued', 'queued']);
});
