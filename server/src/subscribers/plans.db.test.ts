import { explaining, touched } from '../../../test/explaining.ts';
import { makeCampaign } from '../../../test/factories.ts';
import { expect, test } from '../../../test/harness.ts';
import { findRowsOfSubscriber } from '../queue/queue-row-store.ts';
import { findSubscriberIdsAfter, findSubscribers, type SubscriberOrder } from './subscriber-store.ts';

/*
 * The plans of what the page of subscribers asks for, with 100,000 of them: a page far behind is found in an index alone, and
 * nothing is sorted. (Measured: 10 to 50 ms, with the exact count; 150 to 400 ms where every address has to be looked at.)
 */

const people = 100_000;
const perPage = 25;

test('pages of 100,000 subscribers are found in indexes, however far behind', async ({ database, sql }) => {
  await sql`
    insert into subscribers (email, name, updated_at)
    select 'reader' || n || '@example.com', md5(n::text), now() + n * interval '1 second'
    from generate_series(1, ${people}::int) n
  `;
  await sql`insert into lists (name) values ('Small')`;
  await sql`
    insert into subscriptions (subscriber_id, list_id, status)
    select s.id, l.id, 'confirmed' from subscribers s cross join lists l order by s.id limit 100
  `;
  await sql`vacuum analyze subscribers`;
  await sql`analyze subscriptions`;

  for (const [by, index] of [
    ['id', 'subscribers_pkey'],
    ['email', 'subscribers_by_email'],
    ['name', 'subscribers_by_name'],
    ['updated_at', 'subscribers_by_update'],
  ] as const) {
    for (const direction of ['asc', 'desc'] as const) {
      const told = await explaining(database.url);
      const order: SubscriberOrder = { by, direction };
      const page = await findSubscribers(told, {}, { order, limit: perPage, offset: people - 2 * perPage });
      await told.end();
      expect(page).toMatchObject({ total: people, results: { length: perPage } });
      const scan = told.nodes.find((node) => node['Index Name'] === index);
      expect(scan, `${by} ${direction}`).toMatchObject({ 'Node Type': 'Index Only Scan' });
      // What is sorted is the one page; only the count goes through all.
      const sorted = told.nodes.filter((node) => node['Node Type'].endsWith('Sort') && node['Actual Rows'] > perPage);
      expect(sorted, `${by} ${direction}`).toEqual([]);
      const fetched = told.nodes.filter((node) => node['Node Type'] === 'Index Scan');
      expect(Math.max(...fetched.map(touched)), `${by} ${direction}`).toBeLessThanOrEqual(perPage);
    }
  }

  const listIds = (await sql<{ id: number }[]>`select id from lists`).map(({ id }) => id);
  const told = await explaining(database.url);
  const order: SubscriberOrder = { by: 'id', direction: 'desc' };
  expect(await findSubscribers(told, { listIds }, { order, limit: perPage, offset: 0 })).toMatchObject({ total: 100 });
  expect(await findSubscriberIdsAfter(told, {}, { after: 0, upTo: 2 ** 31 - 1, limit: 1_000 })).toHaveLength(1_000);
  expect(await findSubscribers(told, { status: 'blocklisted' }, { order, limit: perPage, offset: 0 })).toMatchObject({
    total: 0,
  });
  await told.end();
  expect(Math.max(...told.nodes.map(touched))).toBeLessThanOrEqual(1_000);
});

test('the emails to one of many people are found without looking at the others', async ({ database, sql }) => {
  for (let n = 0; n < 5; n++) await makeCampaign(sql);
  await sql`
    insert into email_queue (campaign_id, subscriber_id, status)
    select c.id, n, 'sent' from campaigns c cross join generate_series(1, 10000) n
  `;
  await sql`analyze email_queue`;
  const told = await explaining(database.url);
  expect(await findRowsOfSubscriber(told, 77, 100)).toHaveLength(5);
  await told.end();
  expect(Math.max(...told.nodes.map(touched))).toBeLessThanOrEqual(10);
});
