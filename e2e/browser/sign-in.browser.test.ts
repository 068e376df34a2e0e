import { describe } from 'vitest';
import { expect, expectAccessible, expectVisible, field } from './expect.ts';
import { login, test } from './harness.ts';

test('signs in at the address that was asked for, and out', async ({ visitor: page }) => {
  await page.goto('/admin/settings/performance');
  await expectVisible(page.getByRole('heading', { name: 'Sign in to Sluice' }));
  await expectAccessible(page);

  await field(page, 'Username').fill(login.username);
  await field(page, 'Password').fill('a wrong one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expectVisible(page.getByRole('alert').getByText('invalid username or password'));

  await field(page, 'Password').fill(login.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expectVisible(page.getByRole('heading', { name: 'Performance', level: 1 }));
  expect(await page.title()).toBe('Performance · Sluice');

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expectVisible(page.getByRole('heading', { name: 'Sign in to Sluice' }));
});

test('a session that ends leaves the page, and what was typed on it, as they are', async ({ page, sql }) => {
  await page.goto('/admin/settings/performance');
  await field(page, 'Send start time').fill('08:00');
  await field(page, 'Send end time').fill('20:00');
  await sql`delete from sessions`;
  await page.getByRole('button', { name: 'Save' }).click();

  const dialog = page.getByRole('dialog', { name: 'Sign in to Sluice' });
  await expectVisible(dialog);
  await field(dialog, 'Username').fill(login.username);
  await field(dialog, 'Password').fill(login.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.waitFor({ state: 'hidden' });

  expect(await field(page, 'Send start time').inputValue()).toBe('08:00');
  await page.getByRole('button', { name: 'Save' }).click();
  await expectVisible(page.getByText('Saved'));
});

describe('the first start', () => {
  test.override({ env: {} });

  test('prints a link that lets one choose username and password, once', async ({ sluice, visitor: page, context }) => {
    const { username, password } = sluice.admin!;
    const link = `/admin/first-run#${new URLSearchParams({ user: username, password: password! })}`;
    await page.goto(link);
    await expectVisible(page.getByRole('heading', { name: 'Welcome to Sluice' }));
    await expectAccessible(page);

    await field(page, 'Username').fill('adam');
    await field(page, 'Password').fill('a long password');
    await field(page, 'Password again').fill('another password');
    await page.getByRole('button', { name: 'Create my account' }).click();
    await expectVisible(page.getByText('This is not the same password.'));

    await field(page, 'Password again').fill('a long password');
    await page.getByRole('button', { name: 'Create my account' }).click();
    await expectVisible(page.getByText('Signed in as adam'));

    const other = await context.newPage();
    await other.goto(link);
    await field(other, 'Password').fill('mine now, it is');
    await field(other, 'Password again').fill('mine now, it is');
    await other.getByRole('button', { name: 'Create my account' }).click();
    await expectVisible(other.getByText('This link has been used'));
    const answer = await context.request.post('/api/login', { data: { username, password } });
    expect(answer.status()).toBe(403);
  });
});
