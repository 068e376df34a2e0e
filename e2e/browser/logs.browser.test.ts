import { expect, expectGoodEverywhere, expectVisible, field } from './expect.ts';
import { test } from './harness.ts';

test('follows the log, searches it, and stands still when told to', async ({ page, sluice }) => {
  await page.goto('/admin/logs');
  await expectVisible(page.getByRole('cell', { name: /^queue processor started/ }));
  await expectVisible(page.getByText(/^The log of the process \d+ on /));
  await expectVisible(page.getByText(/^Sluice \d.* PostgreSQL \d/));
  await expectGoodEverywhere(page);

  await field(page, 'Search').fill('/api/lists');
  await expectVisible(page.getByText('No line has what you look for'));
  await sluice.ask('GET', '/api/lists');
  const found = page.getByRole('cell', { name: /^request answered .*method=GET route=\/api\/lists / });
  await expectVisible(found);
  expect(new URL(page.url()).search).toBe('?search=%2Fapi%2Flists');

  await page.getByRole('button', { name: 'Pause' }).click();
  await expectVisible(page.getByText('Paused: new lines are not shown.'));
  const heard = page.waitForEvent('requestfinished', (request) => request.url().endsWith('/api/config'));
  await sluice.ask('GET', '/api/lists');
  await sluice.ask('PUT', '/api/settings', { 'app.site_name': 'Another' }); // which is told to the page after the line
  await heard;
  expect(await found.count()).toBe(1);
  await page.getByRole('button', { name: 'Follow' }).click();
  await expect.poll(() => found.count()).toBe(2);

  await field(page, 'Search').fill('');
  await page.getByRole('combobox', { name: 'Level' }).click();
  await page.getByRole('option', { name: 'Errors only' }).click();
  await expectVisible(page.getByText('No line has what you look for'));
});
