import { makeSubscriber } from '../../test/factories.ts';
import { expect, expectGoodEverywhere, expectVisible, field } from './expect.ts';
import { test } from './harness.ts';

test('makes a list, counts who is on it, archives it and deletes it', async ({ page, sql, sluice }) => {
  await page.goto('/admin/lists');
  await expectVisible(page.getByText('There are no lists yet'));
  await page.getByRole('link', { name: 'Make a list' }).click();
  await page.getByRole('button', { name: 'Make the list' }).click();
  await expectVisible(page.getByText('A list needs a name.'));
  await field(page, 'Name').fill('News');
  await page.getByRole('radio', { name: 'Double' }).check();
  await page.getByRole('combobox', { name: 'Tags' }).fill('monthly');
  await page.keyboard.press('Enter');
  await expectGoodEverywhere(page);
  await page.getByRole('button', { name: 'Make the list' }).click();
  await expectVisible(page.getByText('The list “News” is made.'));

  const { id } = (await sql<{ id: number }[]>`select id from lists`)[0]!;
  expect(await sluice.ask('GET', `/api/lists/${id}`)).toMatchObject({ optin: 'double', tags: ['monthly'] });
  for (const subscriptionStatus of ['confirmed', 'confirmed', 'unsubscribed']) {
    await makeSubscriber(sql, { lists: [id], subscriptionStatus });
  }
  const row = page.getByRole('row', { name: /^News/ });
  await expectVisible(row.getByRole('link', { name: '3', exact: true })); // live
  await expectGoodEverywhere(page);
  await row.getByRole('link', { name: '2', exact: true }).click();
  await expectVisible(page.getByText('1 to 2 of 2'));
  expect(new URL(page.url()).search).toBe(`?list=${id}&standing=confirmed`);
  await page.goBack();

  await row.getByRole('button', { name: 'Archive News' }).click();
  await expectVisible(row.getByText('Archived'));
  await row.getByRole('link', { name: 'News' }).click();
  await field(page, 'Description').fill('Once a month');
  await page.getByRole('button', { name: 'Save' }).click();
  await expectVisible(page.getByText('Saved.'));
  await page.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete the list “News”?' });
  await expectVisible(dialog.getByText(/^Subscriptions that end: 3, /));
  await dialog.getByRole('button', { name: 'Delete the list' }).click();
  await expectVisible(page.getByText('There are no lists yet'));
  expect(await sql`select from subscribers`).toHaveLength(3);
});
