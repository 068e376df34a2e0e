import { makeCampaign, makeList, makeQueueRow, makeSmtpServer, makeSubscriber } from '../../test/factories.ts';
import { expect, expectGoodEverywhere, expectVisible } from './expect.ts';
import { test } from './harness.ts';

test('decides uncertain emails by clicking, one, several, and all of a campaign', async ({ page, sql }) => {
  const server = await makeSmtpServer(sql, { name: 'email-mail2' });
  const list = await makeList(sql);
  const campaign = await makeCampaign(sql, { name: 'News', status: 'paused', lists: [list.id] });
  for (const name of ['ada', 'bob', 'cyd', 'dan']) {
    const subscriber = await makeSubscriber(sql, { email: `${name}@example.com`, lists: [list.id] });
    const row = { campaignId: campaign.id, subscriberId: subscriber.id, status: 'uncertain' } as const;
    const { id } = await makeQueueRow(sql, row);
    await sql`
      insert into attempts (queue_id, campaign_id, smtp_server_uuid, worker_id, message_id, started_at, finished_at, outcome)
      values (${id}, ${campaign.id}, ${server.uuid}, gen_random_uuid(), ${`<${name}@mail.example.com>`}, now(), now(), 'uncertain')
    `;
  }
  const statuses = async () => {
    const rows = await sql<{ status: string }[]>`
      select q.status from email_queue q join subscribers s on s.id = q.subscriber_id order by s.email
    `;
    return rows.map(({ status }) => status);
  };

  await page.goto('/admin/queue');
  await page.getByRole('link', { name: 'Decide them' }).click();
  const ada = page.getByRole('row', { name: /ada@example.com/ });
  await expectVisible(ada.getByText('<ada@mail.example.com>'));
  await expectVisible(ada.getByText('email-mail2'));
  await expectGoodEverywhere(page);

  await ada.getByRole('button', { name: 'It arrived' }).click();
  const arrived = page.getByRole('dialog', { name: 'Did the server take this email?' });
  await expectVisible(arrived.getByText('The email to ada@example.com is counted as sent. It is not sent again.'));
  await arrived.getByRole('button', { name: 'It arrived' }).click();
  await expectVisible(page.getByText('1 of 1 are counted as sent.'));
  await ada.waitFor({ state: 'hidden' });
  expect(await statuses()).toEqual(['sent', 'uncertain', 'uncertain', 'uncertain']);

  await page.getByRole('checkbox', { name: 'Choose all on this page' }).check();
  await page.getByRole('checkbox', { name: 'Choose the email to dan@example.com' }).uncheck();
  await expectVisible(page.getByText('2 chosen'));
  await page.getByRole('button', { name: 'Send again' }).first().click();
  const again = page.getByRole('dialog', { name: 'Send these 2 emails again?' });
  await expectVisible(again.getByText(/gets it twice/));
  await again.getByRole('button', { name: 'Send again' }).click();
  await expectVisible(page.getByText('2 of 2 are queued again.'));
  expect(await statuses()).toEqual(['sent', 'queued', 'queued', 'uncertain']);

  // More than a page of them, and one of another campaign.
  for (let n = 1; n <= 60; n++) await makeQueueRow(sql, { campaignId: campaign.id, status: 'uncertain' });
  const other = await makeCampaign(sql, { name: 'Other', status: 'paused', lists: [list.id] });
  await makeQueueRow(sql, { campaignId: other.id, status: 'uncertain' });
  await page.goto(`/admin/campaigns/${campaign.id}`);
  await page.getByRole('link', { name: 'Decide them' }).click();
  await page.getByRole('button', { name: 'All 61 arrived' }).click();
  const all = page.getByRole('dialog', { name: 'Did the servers take these 61 emails?' });
  await expectVisible(
    all.getByText(/^All 61 uncertain emails of “News”, on every page of the list, are counted as sent/),
  );
  await all.getByRole('button', { name: 'It arrived' }).click();
  await expectVisible(page.getByText('61 of 61 are counted as sent.'));
  await expectVisible(page.getByText('Nothing is uncertain'));
  expect(await sql`select from email_queue where status = 'uncertain'`).toHaveLength(1);
});
