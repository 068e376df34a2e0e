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

test('sets windows on some days, what a day is, sharing and bounces', async ({ page, sluice }) => {
  await page.goto('/admin/settings/performance');
  await page.getByRole('button', { name: 'Use several windows, or weekdays' }).click();
  for (const day of ['Sat', 'Sun']) {
    await page.getByRole('group', { name: 'Days of window 1' }).getByLabel(day).check();
  }
  await field(page, 'End 1').fill('12:00');
  await page.getByRole('button', { name: 'Add a window' }).click();
  await field(page, 'Start 2').fill('22:00');
  await field(page, 'End 2').fill('22:00');
  await expectVisible(page.getByText(/^Each window needs a start and an end that differ/));
  await page.getByRole('button', { name: 'Save' }).click();
  await expectVisible(page.getByText(/^app.send_windows\[1\].end: must differ/));
  await field(page, 'End 2').fill('24:00');
  await expectVisible(page.getByRole('img', { name: 'The week: 22 of 168 hours are open' }));
  await page.getByRole('radio', { name: /^Any 24 hours/ }).check();
  await page.getByRole('radio', { name: /^All send at a time/ }).check();
  await page.getByRole('combobox', { name: 'Soft: what is done' }).click();
  await page.getByRole('option', { name: 'Blocklist' }).click();
  await field(page, 'Soft: after how many').fill('1');
  await expectVisible(page.getByText(/costs you a good subscriber/));
  await expectGoodEverywhere(page);

  await page.getByRole('button', { name: 'Save' }).click();
  await expectVisible(page.getByText('Saved. The new settings are in force.'));
  expect(await sluice.ask('GET', '/api/settings')).toMatchObject({
    'app.send_windows': [
      { days: ['sat', 'sun'], start: '08:00', end: '12:00' },
      { start: '22:00', end: '24:00' },
    ],
    'app.daily_limit_period': 'rolling',
    'queue.sharing': 'fair',
    'bounce.actions': { soft: { count: 1, action: 'blocklist' }, hard: { count: 1, action: 'blocklist' } },
  });
});
