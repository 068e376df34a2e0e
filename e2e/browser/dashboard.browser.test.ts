import { onTestFinished } from 'vitest';
import { smtpSink } from '../../server/src/smtp/sink.ts';
import { makeCampaign, makeQueueRow, makeSmtpServer } from '../../test/factories.ts';
import { expectGoodEverywhere, expectVisible } from './expect.ts';
import { test } from './harness.ts';

test('leads from nothing to a campaign that is being sent, and follows it', async ({ page, sluice }) => {
  await page.goto('/admin/dashboard');
  await expectVisible(page.getByRole('link', { name: 'Add your SMTP servers' }));
  await expectVisible(page.getByText('No SMTP server is enabled: nothing can be sent.'));
  await expectVisible(page.getByText('No campaign is running'));
  await expectVisible(page.getByText('Nothing was sent in the last 30 days.'));
  await expectGoodEverywhere(page);

  const sink = await smtpSink({ name: 'mail2' });
  onTestFinished(() => sink.stop());
  await sluice.ask('PUT', '/api/settings', {
    smtp: [{ name: 'mail2', host: '127.0.0.1', port: sink.port, from_email: 'a@mail2.example.com', daily_limit: 3 }],
  });
  await expectVisible(page.getByText('Add your SMTP servers: done'));
  await expectVisible(page.getByText('3 free'));

  const { id: listId } = await sluice.ask<{ id: number }>('POST', '/api/lists', { name: 'Readers', type: 'private' });
  for (const name of ['ada', 'bob', 'cyd', 'dan']) {
    await sluice.ask('POST', '/api/subscribers', { email: `${name}@example.com`, name, lists: [listId] });
  }
  const { id } = await sluice.ask<{ id: number }>('POST', '/api/campaigns', {
    ...{ name: 'News', subject: 'News', lists: [listId], messenger: 'automatic', content_type: 'plain', body: 'Hello' },
  });
  await sluice.ask('PUT', `/api/campaigns/${id}/status`, { status: 'running' });
  await sink.waitFor(3);

  const news = page.getByRole('article', { name: 'News' });
  await expectVisible(news.getByText('3 of 4 sent, 75% done'));
  await expectVisible(news.getByText(/^finishes .*, by its plan$/));
  await expectVisible(
    news.getByText(/^This campaign will complete in .*: .*\. The daily limit of email-mail2 holds it back\.$/),
  );
  await expectVisible(news.getByText(/^1 email waits: the daily limit of email-mail2 is used up; it sends again at/));
  await expectVisible(page.getByRole('region', { name: 'Capacity today' }).getByText('3 used of 3'));
  await expectVisible(
    page.getByRole('region', { name: 'Sending rate' }).getByText(/^3 in the last hour, 3 in 24 hours/),
  );
  await expectVisible(page.getByText('Nothing needs you.'));
  await page.getByRole('heading', { name: 'Your first campaign' }).waitFor({ state: 'hidden' });

  await page.reload();
  await expectVisible(page.getByText('3 emails were accepted by SMTP servers.'));
  await expectVisible(page.locator('.recharts-bar-rectangle').last());
  await expectGoodEverywhere(page);
});

test('names what needs a person, and leads there', async ({ page, sluice, sql }) => {
  const server = await makeSmtpServer(sql, { name: 'email-mail3' });
  await sql`
    insert into smtp_server_state (smtp_server_uuid, failures, aside_until, reason, health_changed_at)
    values (${server.uuid}, 1, now() + interval '1 hour', '535 5.7.8 bad credentials', now())
  `;
  const campaign = await makeCampaign(sql, { name: 'News', status: 'paused' });
  await sql`update campaigns set paused_by = 'errors', paused_reason = '1000 messages failed' where id = ${campaign.id}`;
  await makeQueueRow(sql, { campaignId: campaign.id, status: 'uncertain' });

  await page.goto('/admin/dashboard');
  const needs = page.getByRole('region', { name: 'Needs attention' });
  await expectVisible(needs.getByText('“News” was paused because of errors; it goes on when you resume it'));
  await expectVisible(needs.getByText('1000 messages failed'));
  await expectVisible(needs.getByText('535 5.7.8 bad credentials'));
  await sluice.ask('PUT', '/api/queue/pause', { paused: true });
  await expectVisible(needs.getByText('The whole queue is paused'));
  await expectGoodEverywhere(page);
  await needs.getByRole('link', { name: 'Decide them' }).click();
  await expectVisible(page.getByRole('heading', { name: 'Uncertain emails', level: 1 }));
});
