import { expect, expectVisible, phone } from './expect.ts';
import { test } from './harness.ts';

test('finds its way by keyboard alone', async ({ page }) => {
  await page.goto('/admin/');
  await expectVisible(page.getByRole('heading', { name: 'Dashboard', level: 1 }));
  await page.keyboard.press('Tab');
  await expectVisible(page.getByRole('link', { name: 'Skip to the content' }));
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('content');

  await page.getByRole('link', { name: 'Performance' }).focus();
  await page.keyboard.press('Enter');
  await expectVisible(page.getByRole('heading', { name: 'Performance', level: 1 }));
  expect(await page.title()).toBe('Performance · Sluice');
  expect(await page.evaluate('document.activeElement.id')).toBe('content');
  expect(await page.getByRole('link', { name: 'Performance' }).getAttribute('aria-current')).toBe('page');
});

test('fits a telephone: the navigation opens, and closes when a page was chosen', async ({ page }) => {
  await page.setViewportSize(phone);
  await page.goto('/admin/queue');
  const link = page.getByRole('link', { name: 'Performance' });
  await link.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Menu' }).click();
  await link.click();
  await expectVisible(page.getByRole('heading', { name: 'Performance', level: 1 }));
  await link.waitFor({ state: 'hidden' });
});

test('is dark where the machine is, and remembers another choice from the first moment on', async ({ page }) => {
  const scheme = () => page.evaluate('document.documentElement.dataset.mantineColorScheme');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/admin/queue');
  expect(await scheme()).toBe('dark');

  await page.getByText('Light', { exact: true }).click();
  await expect.poll(scheme).toBe('light');
  await page.route('**/assets/*.js', (route) => route.abort()); // what comes before the program
  await page.reload();
  expect(await scheme()).toBe('light');
});

test('says that there is no such page, and that it is not live while Sluice cannot be heard', async ({ page }) => {
  await page.goto('/admin/nowhere');
  await expectVisible(page.getByRole('heading', { name: 'There is no such page' }));

  await page.route('**/api/events', (route) => route.abort());
  await page.getByRole('link', { name: 'Go to the start' }).click();
  await expectVisible(page.getByRole('heading', { name: 'Dashboard', level: 1 }));
  await page.reload();
  await expectVisible(page.getByRole('status').getByText('Connecting…'));
  await page.unroute('**/api/events');
  await page.getByText('Connecting…').waitFor({ state: 'hidden' });
});
