import { onTestFinished } from 'vitest';
import { smtpSink } from '../../server/src/smtp/sink.ts';
import { makeCampaign, makeList, makeQueueRow, makeSmtpServer, makeSubscriber } from '../../test/factories.ts';
import { expect, expectGoodEverywhere, expectVisible, field } from './expect.ts';
import { test } from './harness.ts';

test('lists campaigns by text, status and tag, in an order; clones and deletes one', async ({ page, sql }) => {
  await page.goto('/admin/campaigns');
  await expectVisible(page.getByText('There is no campaign yet'));

  const list = await makeList(sql, { name: 'Readers' });
  const news = await makeCampaign(sql, { name: 'Spring news', lists: [list.id] });
  await makeCampaign(sql, { name: 'Autumn sale', lists: [list.id] });
  await sql`update campaigns set tags = '{seasonal}', updated_at = now() where id = ${news.id}`;
  for (const status of ['sent', 'sent', 'failed', 'queued']) await makeQueueRow(sql, { campaignId: news.id, status });
  // It runs once there is an email that waits: a running campaign without one is finished by the worker.
  await sql`update campaigns set status = 'running', queued_at = now(), started_at = now() where id = ${news.id}`;

  await page.goto('/admin/campaigns?order_by=name&order=asc');
  await expectVisible(page.getByRole('img', { name: 'Spring news: 3 of 4' }));
  const newsRow = page.getByRole('row', { name: /Spring news/ });
  await expectVisible(newsRow.getByText('No SMTP server is enabled that could send this; it goes on when one is'));
  expect(await page.getByRole('table').getByRole('link').allTextContents()).toEqual(['Autumn sale', 'Spring news']);
  await expectGoodEverywhere(page);

  await page.getByRole('button', { name: 'seasonal' }).click();
  await expectVisible(page.getByText('1 to 1 of 1'));
  expect(new URL(page.url()).searchParams.get('tag')).toBe('seasonal');
  await field(page, 'Search').fill('autumn');
  await expectVisible(page.getByText('No campaign has what you filter by'));
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await expectVisible(page.getByText('1 to 2 of 2'));

  await page
    .getByRole('row', { name: /Autumn sale/ })
    .getByRole('button', { name: 'Clone' })
    .click();
  await expectVisible(page.getByRole('heading', { name: 'Edit “Autumn sale (copy)”' }));
  await page.getByRole('link', { name: 'To the campaign' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete this campaign?' });
  await dialog.getByRole('button', { name: 'Delete it' }).click();
  await expectVisible(page.getByText('1 to 2 of 2'));
});

test('writes a campaign with the mail beside it, and is told where it is wrong', async ({ page, sluice, sql }) => {
  const sink = await smtpSink({ name: 'mail2', keepRaw: true });
  onTestFinished(() => sink.stop());
  const list = await makeList(sql, { name: 'Readers' });
  await makeSmtpServer(sql, { name: 'email-mail2', port: sink.port });
  await makeSubscriber(sql, { email: 'grace@example.com', name: 'Grace Hopper', lists: [list.id] });

  await page.goto('/admin/campaigns/new');
  const plan = page.getByRole('group', { name: 'Plan' });
  await expectVisible(plan.getByText('Choose a list: then it is told here when the campaign will be done.'));
  expect(await page.getByRole('button', { name: 'Create the draft' }).isDisabled()).toBe(true);
  await field(page, 'Subject').fill('News for {{ subscriber.first_name }}');
  await page.getByRole('button', { name: 'Create the draft' }).click();
  await expectVisible(page.getByText('Give it a name.'));
  await expectVisible(page.getByText('Choose at least one list.'));
  await field(page, 'Name').fill('Spring news');
  await page.getByRole('combobox', { name: 'Lists' }).click();
  await page.getByRole('option', { name: 'Readers (1)' }).click();
  await page.keyboard.press('Escape');
  await expectVisible(plan.getByText(/^This campaign will complete in .*, if it is started now: /));
  await expectVisible(plan.getByRole('img', { name: /^Emails by day: .*: 1$/ }));
  await page.getByRole('combobox', { name: 'Messenger' }).click();
  expect(await page.getByRole('option').allTextContents()).toEqual(['automatic (queue-based)', 'email-mail2']);
  await page.getByRole('option', { name: 'automatic (queue-based)' }).click();

  const editor = page.getByRole('textbox', { name: 'Body' });
  await editor.fill('<p>Dear {{ subscriber.name }}</p>\n<p>{{ subscriber.nme }}</p>');
  await expectVisible(page.getByRole('status').getByText(/body: line 2, column 7/));
  await expectVisible(page.locator('.code-editor-fault').getByText('subscriber.nme'));
  await page.getByRole('button', { name: 'Create the draft' }).click();
  await expectVisible(page.getByRole('alert').getByText(/line 2, column 7/));

  const { promise: pictureAsked, resolve } = Promise.withResolvers<void>();
  await page.route('https://pictures.example.com/**', async (route) => {
    resolve();
    await route.fulfill({ status: 204 });
  });
  await editor.fill('<p>Dear {{ subscriber.name }}</p><img src="https://pictures.example.com/a.png" alt="A picture">');
  await pictureAsked;
  expect(await page.locator('iframe').getAttribute('sandbox')).toBe('allow-popups allow-popups-to-escape-sandbox');
  const mail = page.frameLocator('iframe[title="The mail as its reader sees it"]');
  await expectVisible(mail.getByText('Dear Ada Lovelace'));
  await page.getByRole('combobox', { name: 'As seen by' }).fill('grace');
  await page.getByRole('option', { name: 'grace@example.com' }).click();
  await expectVisible(mail.getByText('Dear Grace Hopper'));
  await expectVisible(page.getByText('News for Grace', { exact: true }));
  await page.getByText('Text', { exact: true }).click();
  await expectVisible(page.locator('pre').getByText('Dear Grace Hopper'));
  await page.getByText('Phone', { exact: true }).click();
  await expectGoodEverywhere(page);

  await page.getByRole('link', { name: 'Queue' }).click();
  await page.getByRole('button', { name: 'Stay on this page' }).click();
  await page.getByRole('button', { name: 'Create the draft' }).click();
  await expectVisible(page.getByRole('heading', { name: 'Spring news', level: 1 }));
  await expectVisible(page.getByText('automatic (queue-based)'));

  await page.getByRole('link', { name: 'Edit' }).click();
  await field(page, 'Subject').fill('Other news');
  await page.getByRole('button', { name: 'Add a window' }).click();
  await page.getByText('Sat', { exact: true }).click();
  await field(page, 'Until').fill('09:00');
  await expectVisible(plan.getByText(/^send_windows\[0\]\.end/));
  await field(page, 'Until').fill('17:00');
  await expectVisible(plan.getByText(/^This campaign will complete in /));
  await page.getByRole('button', { name: 'Send a test' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send a test now' });
  await field(dialog, 'Addresses').fill('grace@example.com');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Send the test' }).click();
  await expectVisible(page.getByText('The test is sent to grace@example.com.'));
  await sink.waitFor(1);
  expect(String(sink.ledger[0]!.raw)).toContain('Subject: Other news');

  await page.getByRole('button', { name: 'Save' }).click();
  await expectVisible(page.getByText('Saved.'));
  const { results } = await sluice.ask<{ results: unknown[] }>('GET', '/api/campaigns');
  expect(results).toMatchObject([
    {
      ...{ name: 'Spring news', subject: 'Other news', content_type: 'html', messenger: 'automatic' },
      send_windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], start: '09:00', end: '17:00' }],
    },
  ]);
});

test('schedules a draft by the clocks of the time zone, and takes it back', async ({ page, sluice, sql }) => {
  await sluice.ask('PUT', '/api/settings', { 'app.timezone': 'America/New_York' });
  const list = await makeList(sql);
  const { id } = await makeCampaign(sql, { name: 'News', lists: [list.id] });
  await page.goto(`/admin/campaigns/${id}`);
  await page.getByRole('button', { name: 'Schedule' }).click();
  const dialog = page.getByRole('dialog', { name: 'When is it to start?' });
  await field(dialog, 'Send at').fill('2001-01-01T08:30');
  await dialog.getByRole('button', { name: 'Schedule it' }).click();
  await expectVisible(dialog.getByRole('alert'));
  await field(dialog, 'Send at').fill('2099-01-01T08:30');
  await dialog.getByRole('button', { name: 'Schedule it' }).click();
  await expectVisible(page.getByText('It starts at 1 Jan 2099, 08:30:00.'));
  expect(await sluice.ask('GET', `/api/campaigns/${id}`)).toMatchObject({
    status: 'scheduled',
    send_at: '2099-01-01T13:30:00.000Z',
  });
  await page.getByRole('button', { name: 'Back to draft' }).click();
  await expectVisible(page.getByText('nothing is sent before you start or schedule it'));
});

test('is spread evenly until a deadline, and its plan says so; also while it runs', async ({ page, sluice, sql }) => {
  await sluice.ask('PUT', '/api/settings', { 'app.timezone': 'UTC' });
  const list = await makeList(sql);
  await makeSmtpServer(sql, { name: 'email-mail2', enabled: false });
  for (let n = 0; n < 30; n++) await makeSubscriber(sql, { lists: [list.id] });
  const { id } = await makeCampaign(sql, { name: 'News', lists: [list.id] });
  const inThreeDays = `${new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)}T12:00`;

  await page.goto(`/admin/campaigns/${id}/edit`);
  await page.getByRole('combobox', { name: 'Pace' }).click();
  await page.getByRole('option', { name: 'Spread evenly' }).click();
  await field(page, 'Done by (optional)').fill('2001-01-01T12:00');
  await page.getByRole('button', { name: 'Save' }).click();
  await expectVisible(page.getByText('must be in the future'));
  await field(page, 'Done by (optional)').fill(inThreeDays);
  await expectGoodEverywhere(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expectVisible(page.getByText('Saved.'));
  await sql`update smtp_servers set enabled = true`;
  await sql`update configuration set version = version + 1`;

  await page.goto(`/admin/campaigns/${id}`);
  await expectVisible(page.getByText(/^Spread evenly until .*12:00:00/));
  await expectVisible(page.getByText(/^This campaign will complete in 3 days.* Its even pace holds it back\.$/));

  await sql`update campaigns set status = 'running', started_at = now(), queued_at = now() where id = ${id}`;
  await page.goto(`/admin/campaigns/${id}/edit`);
  await page.getByRole('combobox', { name: 'Pace' }).click();
  await page.getByRole('option', { name: 'As fast as limits allow' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expectVisible(page.getByText('Saved.'));
  expect(await sluice.ask('GET', `/api/campaigns/${id}`)).toMatchObject({ pacing: 'fast', deadline: null });
});

test('reports what became of every email, and retries those that failed', async ({ page, sluice, sql }) => {
  const list = await makeList(sql);
  const server = await makeSmtpServer(sql, { name: 'email-mail2', enabled: false });
  const { id } = await makeCampaign(sql, { name: 'News', lists: [list.id], status: 'finished' });
  await sql`update campaigns set started_at = now() - interval '1 hour', queued_at = now(), finished_at = now() where id = ${id}`;
  for (const [email, status] of [
    ['ada@example.com', 'sent'],
    ['bob@example.com', 'failed'],
    ['cyd@other.test', 'failed'],
  ] as const) {
    const { id: subscriberId } = await makeSubscriber(sql, { email, lists: [list.id] });
    const row = await makeQueueRow(sql, { campaignId: id, subscriberId, status, assignedSmtpServerUuid: server.uuid });
    const reply = status === 'failed' ? '550 5.7.1 refused by policy' : null;
    await sql`update email_queue set last_error = ${reply}, sent_at = case when status = 'sent' then now() end where id = ${row.id}`;
  }

  await page.goto(`/admin/campaigns/${id}`);
  await expectVisible(page.getByText(/^Finished at .*; it took 1 hr\.$/));
  await expectVisible(page.getByRole('img', { name: /^Emails over time/ }));
  await expectVisible(page.getByRole('row', { name: 'email-mail2 3 1 2' }));
  await expectVisible(page.getByRole('row', { name: 'other.test 1 0 1' }));
  await expectVisible(page.getByText('550 5.7.1 refused by policy'));
  await expectGoodEverywhere(page);

  await field(page, 'Email').fill('@other.test');
  await expectVisible(page.getByText('1 to 1 of 1'));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export as CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`campaign-${id}-outcomes.csv`);

  await page.getByRole('button', { name: 'Retry these (failed)' }).click();
  const dialog = page.getByRole('dialog', { name: 'Queue these emails again?' });
  await expectVisible(dialog.getByText(/the campaign runs again for them/));
  await dialog.getByRole('button', { name: 'Retry these (failed)' }).click();
  await expectVisible(page.getByText('Queued again: 1.'));
  expect(await sluice.ask('GET', `/api/campaigns/${id}`)).toMatchObject({
    status: 'running',
    queue: { queued: 1, failed: 1, sent: 1 },
  });
  await expectVisible(page.getByRole('button', { name: 'Pause' }));
});
