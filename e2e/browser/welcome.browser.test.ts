import { describe } from 'vitest';
import { expect, expectGoodEverywhere, expectVisible, field } from './expect.ts';
import { login, test } from './harness.ts';

async function signIn(page: Parameters<typeof field>[0]): Promise<void> {
  await field(page, 'Username').fill(login.username);
  await field(page, 'Password').fill(login.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('leads whoever signs in to the first server and to sample subscribers, as long as there is none', async ({
  visitor: page,
  sluice,
}) => {
  await page.goto('/admin/');
  await signIn(page);
  await expectVisible(page.getByRole('heading', { name: 'Get started' }));
  await page.getByRole('button', { name: 'Add sample subscribers' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add the sample subscribers?' });
  await dialog.getByRole('button', { name: 'Add sample subscribers' }).click();
  await expectVisible(page.getByText('There are 1,000 subscribers.'));

  await page.getByRole('link', { name: 'Add your first SMTP server' }).click();
  await page.getByText('SendGrid', { exact: true }).click();
  await expectVisible(page.getByText(/^The username is the word apikey/));
  expect(await field(page, 'Host').inputValue()).toBe('smtp.sendgrid.net');
  await field(page, 'Password').fill('secret-word');
  await page.getByRole('button', { name: 'Add this server' }).click();
  await expectVisible(page.getByText(/^1 added\./));
  await expectGoodEverywhere(page);
  expect((await sluice.ask<{ smtp: object[] }>('GET', '/api/settings')).smtp).toMatchObject([
    { name: 'email-sendgrid', port: 465, tls_type: 'TLS', username: 'apikey', has_password: true },
  ]);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(page);
  await expectVisible(page.getByRole('navigation'));
  await page.getByRole('heading', { name: 'Get started' }).waitFor({ state: 'hidden' });
});

describe('the first start', () => {
  test.override({ env: {} });

  test('goes on with the first steps', async ({ sluice, visitor: page }) => {
    const { username, password } = sluice.admin!;
    await page.goto(`/admin/first-run#${new URLSearchParams({ user: username, password: password! })}`);
    await field(page, 'Password').fill('a long password');
    await field(page, 'Password again').fill('a long password');
    await page.getByRole('button', { name: 'Create my account' }).click();
    await expectVisible(page.getByRole('heading', { name: 'Get started' }));
  });
});
