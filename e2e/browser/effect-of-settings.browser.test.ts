import { makeCampaign, makeList, makeQueueRow, makeSmtpServer, makeSubscriber } from '../../test/factories.ts';
import { expect, expectGoodEverywhere, expectVisible, field } from './expect.ts';
import { test } from './harness.ts';

test('says before it is saved what a change does to the campaigns under way, and what it takes to be done by a time', async ({
  page,
  sluice,
  sql,
}) => {
  // The queue is paused, so that what is planned stays as it is; a plan says what its hold is beside that.
  for (const name of ['mail2', 'mail3']) {
    await makeSmtpServer(sql, { name: `email-${name}`, host: '127.0.0.1', port: 9, dailyLimit: 5 });
  }
  await sluice.ask('PUT', '/api/settings', { 'app.queue_paused': true });
  const list = await makeList(sql);
  const campaign = await makeCampaign(sql, { name: 'News', status: 'running', lists: [list.id] });
  await sql`update campaigns set messenger = 'automatic', queued_at = now() where id = ${campaign.id}`;
  for (let n = 1; n <= 30; n++) {
    const { id } = await makeSubscriber(sql, { email: `reader${n}@example.com`, lists: [list.id] });
    await makeQueueRow(sql, { campaignId: campaign.id, subscriberId: id });
  }

  await page.goto('/admin/settings/smtp');
  await page.getByText('Select all 2').click();
  await page.getByRole('button', { name: 'Change limits' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change the limits of 2 servers' });
  await dialog.getByRole('switch', { name: 'Change: Daily limit' }).check({ force: true });
  await field(dialog, 'Daily limit').fill('50');
  await expectVisible(dialog.getByText(/^“News”: the finish moves from .* to .*, .* sooner\.$/));
  await field(dialog, 'Daily limit').fill('2');
  await expectVisible(dialog.getByText(/^“News”: the finish moves from .* to .*, .* later\.$/));
  expect(await sql`select distinct daily_limit from smtp_servers`).toEqual([{ dailyLimit: 5 }]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await page.goto('/admin/settings/performance');
  await field(page, 'Messages per day').fill('3');
  await expectVisible(page.getByText(/^“News”: the finish moves from .* later\.$/));
  await expectGoodEverywhere(page);
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await page.getByText(/^“News”/).waitFor({ state: 'hidden' });

  await page.goto(`/admin/campaigns/${campaign.id}`);
  const finishBy = field(page, 'What would it take to be done by');
  await finishBy.fill('2099-01-01T12:00');
  await expectVisible(page.getByText('It will be done by Thursday 1 Jan 2099, 12:00 as things are.'));
  await finishBy.fill('2001-01-01T12:00');
  await expectVisible(page.getByText(/is past: nothing can be done by then\.$/));

  const whatIf = page.getByRole('group', { name: 'What if' });
  await whatIf.getByRole('button', { name: 'Back to things as they are' }).click();
  await field(whatIf, 'More servers').fill('7');
  await expectVisible(whatIf.getByText(/^This campaign will complete in less than a minute/));
  const nextMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await field(whatIf, 'Paused until').fill(`${nextMonth}T12:00`);
  await expectVisible(whatIf.getByText(/, 12:00\. The time at which it starts holds it back\.$/));
  await field(whatIf, 'Send window from').fill('08:00');
  await expectVisible(whatIf.getByText(/^app\.send_time_end/));
  await expectGoodEverywhere(page);
  await whatIf.getByRole('button', { name: 'Back to things as they are' }).click();
  await whatIf.getByText(/^This campaign/).waitFor({ state: 'hidden' });
});
