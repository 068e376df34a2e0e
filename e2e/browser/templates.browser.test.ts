import { makeCampaign } from '../../test/factories.ts';
import { expect, expectGoodEverywhere, expectVisible, field } from './expect.ts';
import { test } from './harness.ts';

test('makes a template, sees it, makes it the default and deletes another', async ({ page, sluice, sql }) => {
  await page.goto('/admin/templates');
  await expectVisible(page.getByRole('link', { name: 'Default' }));
  await page.getByRole('link', { name: 'New template' }).click();
  await field(page, 'Name').fill('Plain');
  const editor = page.getByRole('textbox', { name: 'HTML of the template' });
  await editor.fill('<b>no place for the body</b>');
  await expectVisible(page.getByRole('status').getByText(/content/));
  await page.getByRole('button', { name: 'Create the template' }).click();
  await expectVisible(page.getByRole('alert').getByText(/content/));

  await editor.fill('<main>{{ content }}<p>The end</p></main>');
  await expectVisible(page.frameLocator('iframe').getByText('The end'));
  await expectGoodEverywhere(page);
  await page.getByRole('button', { name: 'Create the template' }).click();

  const row = page.getByRole('row', { name: /^Plain/ });
  await expectVisible(row.getByText('0 campaigns'));
  const [plain] = await sql<{ id: number }[]>`select id from templates where name = 'Plain'`;
  const { id: campaignId } = await makeCampaign(sql, { name: 'News' });
  await sql`update campaigns set template_id = ${plain!.id} where id = ${campaignId}`;
  await page.reload();
  await expectVisible(row.getByText('1 campaigns'));
  await expectGoodEverywhere(page);

  await row.getByRole('button', { name: 'Make it the default' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make it the default' }).click();
  await expectVisible(page.getByText('“Plain” is the default template.'));
  await page
    .getByRole('row', { name: /^Default/ })
    .getByRole('button', { name: 'Delete' })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete it' }).click();
  await expectVisible(page.getByText('“Default” is deleted.'));

  await page.getByRole('link', { name: 'Plain' }).click();
  await expectVisible(page.getByText('Campaigns that are set in it: 1.'));
  await field(page, 'Name').fill('Plainer');
  await page.getByRole('button', { name: 'Save' }).click();
  await expectVisible(page.getByText('Saved.'));
  expect(await sluice.ask('GET', '/api/templates')).toMatchObject([{ name: 'Plainer', is_default: true, used_by: 1 }]);
});
