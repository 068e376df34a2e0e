import { onTestFinished } from 'vitest';
import { smtpSink } from '../../server/src/smtp/sink.ts';
import { makeCampaign, makeList, makeQueueRow, makeSmtpServer, makeSubscriber } from '../../test/factories.ts';
import { expect, expectGoodEverywhere, expectVisible, field } from './expect.ts';
import { test } from './harness.ts';

test('shows a campaign being sent, live, with what each server has left', async ({ page, sluice }) => {
  const sink = await smtpSink({ name: 'mail2' });
  onTestFinished(() => sink.stop());
  await sluice.ask('PUT', '/api/settings', {
    smtp: [
      {
        ...{ name: 'mail2', host: '127.0.0.1', port: sink.port, from_email: 'adam@mail2.example.com', daily_limit: 3 },
        ...{ sliding_window: true, sliding_window_rate: 50, sliding_window_duration: '1h' },
      },
    ],
  });
  const { id: listId } = await sluice.ask<{ id: number }>('POST', '/api/lists', { name: 'Readers', type: 'private' });
  for (const name of ['ada', 'bob', 'cyd', 'dan', 'eve']) {
    await sluice.ask('POST', '/api/subscribers', { email: `${name}@example.com`, name, lists: [listId] });
  }

  await page.goto('/admin/queue');
  await expectVisible(page.getByText('Nothing is queued.'));
  await expectVisible(page.getByText('The queue is empty'));
  await expectVisible(page.getByRole('article', { name: 'email-mail2' }).getByText('0 of 3, 3 left'));

  const { id } = await sluice.ask<{ id: number }>('POST', '/api/campaigns', {
    ...{ name: 'News', subject: 'News', lists: [listId], messenger: 'automatic', content_type: 'plain', body: 'Hello' },
  });
  await sluice.ask('PUT', `/api/campaigns/${id}/status`, { status: 'running' });
  await sink.waitFor(3);

  const server = page.getByRole('article', { name: 'email-mail2' });
  await expectVisible(server.getByText('3 of 3, 0 left'));
  await expectVisible(server.getByText('3 of 50, 47 left'));
  await expectVisible(server.getByText('0 in flight, at most 10 connections'));
  await expectVisible(page.getByRole('button', { name: /^3 Sent$/i }));
  await expectVisible(page.getByRole('button', { name: /^2 Queued$/i }));
  await expectVisible(
    page.getByRole('status').getByText(/^2 emails wait: the daily limit of email-mail2 is used up; it sends again at/),
  );
  await expectVisible(page.getByText(/^The next email leaves in /));
  await expectGoodEverywhere(page);
});

test('lists emails by status, campaign, server and address, and keeps that in the address', async ({ page, sql }) => {
  const server = await makeSmtpServer(sql, { name: 'email-mail2' });
  const news = await makeCampaign(sql, { name: 'News', status: 'paused' });
  const other = await makeCampaign(sql, { name: 'Other', status: 'paused' });
  const list = await makeList(sql);
  for (let n = 1; n <= 30; n++) {
    const subscriber = await makeSubscriber(sql, { email: `reader${n}@example.com`, lists: [list.id] });
    await makeQueueRow(sql, {
      ...{ campaignId: n === 30 ? other.id : news.id, subscriberId: subscriber.id },
      ...(n === 7 ? { status: 'failed', assignedSmtpServerUuid: server.uuid } : {}),
    });
  }
  await page.goto('/admin/queue');
  await expectVisible(page.getByText('1 to 25 of 30'));
  await page.getByRole('button', { name: 'Next page' }).click();
  await expectVisible(page.getByText('26 to 30 of 30'));
  expect(new URL(page.url()).search).toBe('?page=2');

  await page.getByRole('button', { name: /^1 Failed$/i }).click();
  await expectVisible(page.getByText('1 to 1 of 1'));
  await expectVisible(page.getByRole('cell', { name: 'reader7@example.com' }));
  await expectVisible(page.getByRole('cell', { name: 'email-mail2' }));
  expect(new URL(page.url()).search).toBe('?status=failed');
  await page.reload();
  await expectVisible(page.getByText('1 to 1 of 1'));

  await field(page, 'Email').fill('reader3');
  await expectVisible(page.getByText('No email has what you filter by'));
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await expectVisible(page.getByText('1 to 25 of 30'));
});

test('retries a failed email and cancels a queued one, after saying what that does', async ({ page, sql }) => {
  const list = await makeList(sql);
  const campaign = await makeCampaign(sql, { name: 'News', status: 'paused', lists: [list.id] });
  const subscriber = await makeSubscriber(sql, { email: 'ada@example.com', lists: [list.id] });
  const row = await makeQueueRow(sql, { campaignId: campaign.id, subscriberId: subscriber.id, status: 'failed' });
  await sql`update email_queue set last_error = '550 5.1.1 no such user' where id = ${row.id}`;
  const status = async () => (await sql<{ status: string }[]>`select status from email_queue`)[0]!.status;

  await page.goto('/admin/queue');
  await expectVisible(page.getByText('550 5.1.1 no such user'));
  await page.getByRole('button', { name: 'History' }).click();
  await expectVisible(page.getByText('No server has been tried yet.'));
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: 'Retry' }).click();
  const retry = page.getByRole('dialog', { name: 'Queue this email again?' });
  await expectVisible(retry.getByText('The email of “News” to ada@example.com is queued again, as if it were new.'));
  expect(await status()).toBe('failed');
  await retry.getByRole('button', { name: 'Retry' }).click();
  await expectVisible(page.getByText('The email to ada@example.com is queued again.'));
  await retry.waitFor({ state: 'hidden' }); // it has a button “Cancel” of its own
  expect(await status()).toBe('queued');
  await page.getByRole('button', { name: 'History' }).click();
  await expectVisible(page.getByRole('dialog').getByText(/^Its campaign is paused; it goes on/));
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  const cancel = page.getByRole('dialog', { name: 'Cancel this email?' });
  await cancel.getByRole('button', { name: 'Cancel this email' }).click();
  await expectVisible(page.getByText('The email to ada@example.com is cancelled.'));
  expect(await status()).toBe('cancelled');
});

test('pauses the whole queue and resumes it', async ({ page, sluice }) => {
  await page.goto('/admin/queue');
  await page.getByRole('button', { name: 'Pause the queue' }).click();
  const dialog = page.getByRole('dialog', { name: 'Pause the whole queue?' });
  await dialog.getByRole('button', { name: 'Pause the queue' }).click();
  await page.getByRole('button', { name: 'Resume the queue' }).click();
  await expectVisible(page.getByText('The queue goes on.'));
  expect(await sluice.ask('GET', '/api/queue/stats')).toMatchObject({ is_paused: false });
});
