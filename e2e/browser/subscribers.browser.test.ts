import { makeCampaign, makeList, makeQueueRow, makeSmtpServer, makeSubscriber } from '../../test/factories.ts';
import { expect, expectGoodEverywhere, expectVisible, field } from './expect.ts';
import { test } from './harness.ts';

test('adds a subscriber with lists and attributes, changes them, and takes them away', async ({
  page,
  sluice,
  sql,
}) => {
  const news = await makeList(sql, { name: 'News' });
  await page.goto('/admin/subscribers');
  await expectVisible(page.getByText('There are no subscribers yet'));
  await expectGoodEverywhere(page);
  await page.getByRole('link', { name: 'Add a subscriber' }).click();

  await field(page, 'Email').fill('ada');
  await field(page, 'Name').fill('Ada');
  await field(page, 'Attributes').fill('{"city": }');
  await page.getByRole('combobox', { name: 'Add to a list' }).click();
  await page.getByRole('option', { name: /^News/ }).click();
  await page.getByRole('button', { name: 'Add the subscriber' }).click();
  await expectVisible(page.getByText(/^This is not valid JSON: /));
  await field(page, 'Attributes').fill('{"city": "Köln"}');
  await page.getByRole('button', { name: 'Add the subscriber' }).click();
  await expectVisible(page.getByText('must be an email address such as ada@example.com'));
  await expectGoodEverywhere(page);
  await field(page, 'Email').fill('ada@example.com');
  await page.getByRole('button', { name: 'Add the subscriber' }).click();

  await expectVisible(page.getByRole('heading', { name: 'ada@example.com', level: 1 }));
  const { id } = (await sql<{ id: number }[]>`select id from subscribers`)[0]!;
  const path = `/api/subscribers/${id}`;
  expect(await sluice.ask('GET', path)).toMatchObject({
    attribs: { city: 'Köln' },
    lists: [{ id: news.id, subscription_status: 'confirmed' }],
  });

  await page.getByRole('combobox', { name: 'Standing on News' }).click();
  await page.getByRole('option', { name: 'Unsubscribed' }).click();
  await page.getByRole('link', { name: 'Lists', exact: true }).click();
  const guard = page.getByRole('dialog', { name: 'Leave without saving?' });
  await guard.getByRole('button', { name: 'Stay on this page' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expectVisible(page.getByText('Saved.'));
  expect(await sluice.ask('GET', path)).toMatchObject({
    name: 'Ada',
    lists: [{ subscription_status: 'unsubscribed' }],
  });

  await page.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete ada@example.com?' });
  await dialog.getByRole('button', { name: 'Delete ada@example.com' }).click();
  await expectVisible(page.getByText('There are no subscribers yet'));
});

test('tells the whole history of a subscriber, live', async ({ page, sql, sluice }) => {
  const server = await makeSmtpServer(sql, { name: 'email-mail2' });
  const list = await makeList(sql, { name: 'News' });
  const ada = await makeSubscriber(sql, { email: 'ada@example.com', lists: [list.id] });
  const campaign = await makeCampaign(sql, { name: 'Spring', lists: [list.id], status: 'paused' });
  const row = await makeQueueRow(sql, { campaignId: campaign.id, subscriberId: ada.id, status: 'failed' });
  await sql`
    insert into attempts (queue_id, campaign_id, smtp_server_uuid, worker_id, message_id, started_at, finished_at, outcome, reply)
    values (${row.id}, ${campaign.id}, ${server.uuid}, gen_random_uuid(), '<a@b>', now(), now(), 'rejected', '550 5.1.1 no such user')
  `;
  await page.goto(`/admin/subscribers/${ada.id}`);
  await page.getByRole('tab', { name: 'History' }).click();
  await expectVisible(page.getByText('“Spring”'));
  await expectVisible(page.getByText(/^email-mail2: rejected, /));
  await expectVisible(page.getByText('550 5.1.1 no such user'));
  await expectVisible(page.getByText('Put on the list “News”'));

  await sluice.ask('PUT', '/api/subscribers/lists', {
    ids: [ada.id],
    action: 'unsubscribe',
    target_list_ids: [list.id],
  });
  await sluice.ask('PUT', '/api/subscribers/blocklist', { ids: [ada.id] });
  await expectVisible(page.getByText('Left the list “News”'));
  await expectVisible(page.getByText('Blocklisted: by an operator'));
  await expectVisible(page.getByText(/^Blocklisted since .+: by an operator\.$/));
  await expectGoodEverywhere(page);
});

test('finds its way in 100,000 subscribers, and does something to all that match', async ({ page, sql }) => {
  const list = await makeList(sql, { name: 'News' });
  await makeList(sql, { name: 'Club' });
  await sql`
    insert into subscribers (email, name)
    select 'reader' || n || '@example.com', 'Reader ' || n from generate_series(1, 100000) n
  `;
  await sql`
    insert into subscriptions (subscriber_id, list_id, status)
    select id, ${list.id}, 'unconfirmed' from subscribers order by id limit 30
  `;
  await sql`analyze`;
  await page.goto('/admin/subscribers');
  await expectVisible(page.getByText('1 to 25 of 100,000'));
  await page.getByRole('button', { name: '4000', exact: true }).click();
  await expectVisible(page.getByText('99,976 to 100,000 of 100,000'));
  await page.getByRole('button', { name: 'Email', exact: true }).click();
  await expectVisible(page.getByRole('link', { name: 'reader100000@example.com' }));
  await field(page, 'Search').fill('READER7777');
  await expectVisible(page.getByText('1 to 11 of 11'));
  await field(page, 'Search').fill('');

  await page.getByRole('combobox', { name: 'List', exact: true }).click();
  await page.getByRole('option', { name: /^News/ }).click();
  await expectVisible(page.getByText('1 to 25 of 30'));
  expect(new URL(page.url()).searchParams.get('list')).toBe(String(list.id));
  await page.getByRole('checkbox', { name: 'Select everybody on this page' }).check();
  await expectVisible(page.getByText('25 subscribers selected'));
  await page.getByRole('button', { name: 'Select all 30 that match' }).click();
  await expectVisible(page.getByText('30 subscribers selected'));
  await expectGoodEverywhere(page);

  await page.getByRole('button', { name: 'Change lists' }).click();
  const lists = page.getByRole('dialog', { name: 'Change the lists of 30 subscribers' });
  await lists.getByRole('radio', { name: 'Confirm on lists' }).check();
  await lists.getByRole('combobox', { name: 'Lists' }).click();
  await page.getByRole('option', { name: /^News/ }).click();
  await lists.getByRole('button', { name: 'Confirm 30 subscribers' }).click();
  await expectVisible(page.getByText('The lists of 30 subscribers are changed.'));
  const counts = await sql`select status, count(*)::int as n from subscriptions group by status`;
  expect(counts).toEqual([{ status: 'confirmed', n: 30 }]);

  await page.getByRole('checkbox', { name: 'Select reader2@example.com', exact: true }).check();
  await page.getByRole('button', { name: 'Blocklist', exact: true }).click();
  const one = page.getByRole('dialog', { name: 'Blocklist 1 subscriber?' });
  await one.getByRole('button', { name: 'Blocklist 1 subscriber' }).click();
  await expectVisible(page.getByText('Blocklisted: 1 subscriber.'));

  await page.getByRole('checkbox', { name: 'Select everybody on this page' }).check();
  await page.getByRole('button', { name: 'Select all 30 that match' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const all = page.getByRole('dialog', { name: 'Delete 30 subscribers?' });
  await all.getByRole('button', { name: 'Delete 30 subscribers' }).click();
  await expectVisible(page.getByText('Nobody has what you filter by'));
  const [left] = await sql`select count(*)::int as n from subscribers`;
  expect(left).toEqual({ n: 99_970 });
});
