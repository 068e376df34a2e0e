import { makeCampaign, makeQueueRow, makeSmtpServer } from '../../test/factories.ts';
import { expect, expectGoodEverywhere, expectVisible } from './expect.ts';
import { test } from './harness.ts';

test('shows what the next days hold, of all servers and of one, and gives it to calendars', async ({
  page,
  sluice,
  sql,
}) => {
  await page.goto('/admin/dashboard');
  await page.getByRole('link', { name: 'Show the next 14 days' }).click();
  await expectVisible(page.getByRole('heading', { name: 'Capacity calendar', level: 1 }));
  await expectVisible(page.getByText('No SMTP server is enabled'));

  await sluice.ask('PUT', '/api/queue/pause', { paused: true });
  await makeSmtpServer(sql, { name: 'email-mail2', dailyLimit: 2 });
  const mail3 = await makeSmtpServer(sql, { name: 'email-mail3', dailyLimit: 1000 });
  const news = await makeCampaign(sql, { name: 'News', status: 'running' });
  await sql`update campaigns set queued_at = now() where id = ${news.id}`;
  await makeQueueRow(sql, { campaignId: news.id });
  await page.reload();

  await expectVisible(page.getByText('All of this holds if the queue is resumed now.'));
  await expectVisible(page.getByRole('img', { name: /^All together, by day: .*: 1 reserved, 1,001 free; / }));
  await expectVisible(page.locator('.recharts-bar-rectangle').last());
  const today = page.getByRole('region', { name: 'Day by day' }).getByRole('row').nth(1);
  expect(await today.getByRole('cell').allTextContents()).toEqual(['0', '1', '1,001', '1,002']);
  const ofMail2 = page
    .getByRole('region', { name: 'Free by server' })
    .getByRole('row', { name: /^email-mail2 2 2 2 / });
  await expectVisible(ofMail2);
  await expectVisible(page.getByRole('row', { name: /^News 1 \d/ }));
  await expectGoodEverywhere(page);

  await page.getByRole('combobox', { name: 'SMTP server' }).click();
  await page.getByRole('option', { name: 'email-mail3' }).click();
  await expectVisible(page.getByRole('img', { name: /^email-mail3, by day: .*: 1 reserved, 999 free; / }));
  expect(new URL(page.url()).searchParams.get('server')).toBe(mail3.uuid);

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as a file' }).click();
  expect((await download).suggestedFilename()).toBe('sluice-capacity.ics');
});
