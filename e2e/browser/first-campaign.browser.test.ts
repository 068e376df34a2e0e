import { onTestFinished } from 'vitest';
import { smtpSink } from '../../server/src/smtp/sink.ts';
import { expectVisible, field } from './expect.ts';
import { test } from './harness.ts';

test.override({ env: {} });

// What README.md says under "Your first campaign", with the sample subscribers and a server on this machine.
test('the first campaign, from the first start to its end, by clicking', async ({ visitor: page, sluice }) => {
  const sink = await smtpSink({ name: 'mail2' });
  onTestFinished(() => sink.stop());
  const { username, password } = sluice.admin!;

  await page.goto(`/admin/first-run#${new URLSearchParams({ user: username, password: password! })}`);
  await field(page, 'Password').fill('a long password');
  await field(page, 'Password again').fill('a long password');
  await page.getByRole('button', { name: 'Create my account' }).click();

  await page.getByRole('button', { name: 'Add sample subscribers' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add sample subscribers' }).click();
  await expectVisible(page.getByText('There are 1,000 subscribers.'));

  await page.getByRole('link', { name: 'Add your first SMTP server' }).click();
  await page.getByText('Plain SMTP', { exact: true }).click();
  await field(page, 'Name').fill('mail2');
  await field(page, 'Host').fill('127.0.0.1');
  await field(page, 'Port').fill(String(sink.port));
  for (const name of ['TLS', 'Authentication']) {
    await page.getByRole('combobox', { name, exact: true }).click();
    await page.getByRole('option', { name: 'None', exact: true }).click();
  }
  await field(page, 'From email').fill('adam@mail2.example.com');
  await field(page, 'Daily limit').fill('1200');
  await page.getByRole('button', { name: 'Add this server' }).click();
  await expectVisible(page.getByText(/^1 added\./));

  await page.getByRole('link', { name: 'Campaigns', exact: true }).click();
  await page.getByRole('link', { name: 'New campaign' }).first().click();
  await field(page, 'Name').fill('First');
  await field(page, 'Subject').fill('Hello {{ subscriber.first_name }}');
  await page.getByRole('combobox', { name: 'Lists' }).click();
  await page.getByRole('option', { name: /^Sample readers/ }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'Body' }).fill('<p>Hello {{ subscriber.name }}</p>');
  await page.getByRole('button', { name: 'Create the draft' }).click();
  await expectVisible(page.getByText('automatic (queue-based)'));
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start sending' }).click();

  await page.getByRole('link', { name: 'Dashboard' }).click();
  await sink.waitFor(1000);
  await expectVisible(page.getByText('200 free'));
  await expectVisible(page.getByText('No campaign is running'));
  await page.getByRole('link', { name: 'Campaigns', exact: true }).click();
  await expectVisible(page.getByRole('row', { name: /First/ }).getByText('Finished'));
});
