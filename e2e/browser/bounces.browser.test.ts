import { makeCampaign, makeSubscriber } from '../../test/factories.ts';
import { expect, expectAccessible, expectGoodEverywhere, expectVisible, field } from './expect.ts';
import { test } from './harness.ts';

test('lists bounces, blocklists one, says why on the blocklist, takes them off, and adds others', async ({
  page,
  sql,
  sluice,
}) => {
  const ada = await makeSubscriber(sql, { email: 'ada@example.com' });
  const bob = await makeSubscriber(sql, { email: 'bob@example.com' });
  const campaign = await makeCampaign(sql, { name: 'Spring' });
  await page.goto('/admin/bounces');
  await expectVisible(page.getByText('There are no bounces'));
  // Bounces that were acted upon, as the setting bounce.actions would have blocklisted ada at once.
  await sql`
    insert into bounces (subscriber_id, campaign_id, type, source, meta, key, acted_at)
    values (${ada.id}, ${campaign.id}, 'hard', 'smtp', '{"reply": "550 5.1.1 no such user"}', 'a', now()),
      (${bob.id}, null, 'soft', 'postfix', '{}', 'b', now())
  `;
  await expectVisible(page.getByText('1 to 2 of 2')); // live
  await expectGoodEverywhere(page);
  await page.getByRole('combobox', { name: 'Type' }).click();
  await page.getByRole('option', { name: 'Hard' }).click();
  await expectVisible(page.getByText('1 to 1 of 1'));
  expect(new URL(page.url()).search).toBe('?type=hard');
  const row = page.getByRole('row', { name: /ada@example.com/ });
  await expectVisible(row.getByText('550 5.1.1 no such user'));
  await expectVisible(row.getByRole('cell', { name: 'Spring' }));

  await row.getByRole('button', { name: 'Blocklist' }).click();
  const blocklist = page.getByRole('dialog', { name: 'Blocklist ada@example.com?' });
  await blocklist.getByRole('button', { name: 'Blocklist this subscriber' }).click();
  await expectVisible(row.getByRole('cell', { name: /Blocklisted/ }));
  await page.getByRole('link', { name: 'Blocklist', exact: true }).click();
  await expectVisible(page.getByText('By an operator'));
  await expectVisible(page.getByText(/^Last bounce: hard, .+, told by smtp\. 550 5\.1\.1 no such user$/));
  await expectGoodEverywhere(page);

  await page.getByRole('button', { name: 'Take off' }).click();
  const takeOff = page.getByRole('dialog', { name: 'Take ada@example.com off the blocklist?' });
  await takeOff.getByRole('button', { name: 'Take off the blocklist' }).click();
  await expectVisible(page.getByText('Nobody is blocklisted'));
  expect(await sluice.ask('GET', `/api/subscribers/${ada.id}`)).toMatchObject({ status: 'enabled' });

  await page.getByRole('button', { name: 'Add addresses' }).click();
  const add = page.getByRole('dialog', { name: 'Add addresses' });
  await add.getByRole('button', { name: 'Blocklist 0' }).click();
  await expectVisible(add.getByText('Give at least one address.'));
  await field(add, 'Addresses').fill('bob@example.com, stranger@example.com\nnobody');
  await expectAccessible(page);
  await add.getByRole('button', { name: 'Blocklist 3' }).click();
  await expectVisible(add.getByText(/^Blocklisted: 2\. Not taken, since they are no addresses: 1\./));
  await add.getByRole('button', { name: 'Close' }).last().click();
  await expectVisible(page.getByText('1 to 2 of 2'));
  expect(await sluice.ask('GET', '/api/blocklist')).toMatchObject({
    results: expect.arrayContaining(
      ['bob@example.com', 'stranger@example.com'].map((email) => expect.objectContaining({ email })),
    ),
  });

  await page.getByRole('link', { name: 'Bounces', exact: true }).click();
  await page
    .getByRole('row', { name: /bob@example.com/ })
    .getByRole('button', { name: 'Delete' })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete this bounce' }).click();
  await expectVisible(page.getByText('1 to 1 of 1'));
  await page.getByRole('button', { name: 'Delete all bounces' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete all bounces' }).click();
  await expectVisible(page.getByText('There are no bounces'));
});
