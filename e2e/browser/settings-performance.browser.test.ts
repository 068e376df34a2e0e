import { expect, expectGoodEverywhere, expectVisible, field } from './expect.ts';
import { test } from './harness.ts';

test('saves what was changed, and says what it comes to', async ({ page, sluice, sql }) => {
  await page.goto('/admin/settings/performance');
  await expectVisible(page.getByText(/mail may leave around the clock/));

  await field(page, 'Send start time').fill('08:00');
  await expectVisible(page.getByText('Set both times, or leave both empty.'));
  await field(page, 'Send end time').fill('20:00');
  await expectVisible(page.getByRole('img', { name: 'The hours of the day: 12 of 24 are open' }));

  await page.getByRole('switch', { name: 'Limit every SMTP server by a sliding window' }).check({ force: true });
  await field(page, 'Messages').fill('2');
  await field(page, 'Duration').fill('30m');
  await expectVisible(page.getByText('2 per 30m = 96 a day per server. Within the send window: 48 a day per server.'));
  await expectVisible(page.getByText(/is it what you mean/));
  await expectGoodEverywhere(page);

  await page.getByRole('button', { name: 'Save' }).click();
  await expectVisible(page.getByText('Saved. The new settings are in force.'));
  expect(await sluice.ask('GET', '/api/settings')).toMatchObject({
    'app.send_time_start': '08:00',
    'app.send_time_end': '20:00',
    'app.message_sliding_window': true,
    'app.message_sliding_window_rate': 2,
    'app.message_sliding_window_duration': '30m',
  });
  const rows = await sql`select key from settings where key like 'app.account%'`;
  expect(rows).toEqual([]); // what was not changed is not written
});

test('shows an error at its field, and asks before changes are lost', async ({ page }) => {
  await page.goto('/admin/settings/performance');
  await field(page, 'Polling interval').fill('soon');
  await page.getByRole('button', { name: 'Save' }).click();
  await expectVisible(page.getByText('expected a duration from 100ms to 1h, such as 30m or 1h30m'));

  await page.getByRole('link', { name: 'Queue' }).click();
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await dialog.getByRole('button', { name: 'Stay on this page' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await field(page, 'Polling interval').inputValue()).toBe('soon');

  await page.getByRole('link', { name: 'Queue' }).click();
  await dialog.getByRole('button', { name: 'Leave, and lose the changes' }).click();
  await expectVisible(page.getByRole('heading', { name: 'Queue', level: 1 }));
});

test('follows what somebody else saves, and keeps what is being typed', async ({ page, sluice }) => {
  await page.goto('/admin/settings/performance');
  await field(page, 'Messages per day').fill('500');
  await sluice.ask('PUT', '/api/settings', { 'app.account_rate_limit_per_hour': 60 });
  await expect.poll(() => field(page, 'Messages per hour').inputValue(), { timeout: 10_000 }).toBe('60');
  expect(await field(page, 'Messages per day').inputValue()).toBe('500');
});
