import { expect, expectGoodEverywhere, expectVisible, field } from './expect.ts';
import { login, test } from './harness.ts';

test('adds a program with a token that works, shuts it out, and changes one’s own password', async ({
  page,
  sluice,
  context,
}) => {
  await page.goto('/admin/settings/users');
  await expectVisible(page.getByRole('row', { name: /^admin .*This is you/ }));
  await page.getByRole('button', { name: 'Add a user' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a user' });
  await dialog.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Program, with a token' }).click();
  await field(dialog, 'Username').fill('shop');
  await dialog.getByRole('button', { name: 'Add this user' }).click();
  await expectVisible(dialog.getByText(/^This is the token of shop/));
  const authorization = (await dialog.getByText(/^Authorization: token shop:/).textContent())!.slice(15);
  const asShop = async () => (await fetch(`${sluice.url}/api/lists`, { headers: { authorization } })).status;
  expect(await asShop()).toBe(200);
  await dialog.getByRole('button', { name: 'I have kept it' }).click();
  await expectGoodEverywhere(page);

  const row = page.getByRole('row', { name: /^shop/ });
  await row.getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('dialog', { name: 'Disable shop?' }).getByRole('button', { name: 'Disable' }).click();
  await expectVisible(page.getByText('shop is disabled.'));
  expect(await asShop()).toBe(403);
  await row.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog', { name: 'Delete shop?' }).getByRole('button', { name: 'Delete shop' }).click();
  await row.waitFor({ state: 'hidden' });

  await field(page, 'New password').fill('another password');
  await field(page, 'New password again').fill('a different one');
  await page.getByRole('button', { name: 'Save' }).click();
  await expectVisible(page.getByText('This is not the same password.'));
  await field(page, 'New password again').fill('another password');
  await page.getByRole('button', { name: 'Save' }).click();
  await expectVisible(page.getByText('Saved. You are signed out everywhere else.'));
  await page.reload();
  await expectVisible(page.getByRole('row', { name: /^admin .*This is you/ }));
  expect((await context.request.post('/api/login', { data: login })).status()).toBe(403);
});

test('saves the general settings, and says what hurts', async ({ page, sluice }) => {
  await page.goto('/admin/settings/general');
  await expectVisible(page.getByText(/^Only this machine can follow such links/));
  await field(page, 'Root URL').fill('mail.example.com');
  await page.getByRole('button', { name: 'Save' }).click();
  await expectVisible(page.getByText(/^expected the address of a site/));
  await field(page, 'Root URL').fill('https://mail.example.com');
  await field(page, 'Site name').fill('Weir');
  await page.getByRole('switch', { name: 'List-Unsubscribe header' }).uncheck({ force: true });
  await expectVisible(page.getByText(/^Large providers demand one-click unsubscribing/));
  await expectGoodEverywhere(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expectVisible(page.getByText('Saved. The new settings are in force.'));
  expect(await sluice.ask('GET', '/api/settings')).toMatchObject({
    'app.site_name': 'Weir',
    'app.root_url': 'https://mail.example.com',
    'privacy.unsubscribe_header': false,
  });
});
