import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { type SinkOptions, smtpSink } from '../../server/src/smtp/sink.ts';
import { makeSmtpServer } from '../../test/factories.ts';
import { expect, expectGoodEverywhere, expectVisible, field } from './expect.ts';
import { test } from './harness.ts';

async function makeSink(options: SinkOptions = {}) {
  const sink = await smtpSink(options);
  onTestFinished(() => sink.stop());
  return sink;
}

/** What opens a server of the list. */
const line = (page: Page, name: string) =>
  page.getByRole('listitem', { name, exact: true }).getByRole('button').first();

const stored = { name: 'email-mail2', host: '127.0.0.1', username: 'adam', has_password: true } as const;

test('adds a server, tests it before it is saved, edits it without its password, and deletes it', async ({
  page,
  sluice,
}) => {
  const sink = await makeSink({ auth: { username: 'adam', password: 'secret-word' } });
  await page.goto('/admin/settings/smtp');
  await expectVisible(page.getByText('There is no SMTP server yet'));
  await page.getByRole('link', { name: 'Add a server' }).last().click();
  await page.getByText('Amazon SES', { exact: true }).click();
  await expectVisible(page.getByText('Put your region in place of YOUR-REGION.'));
  await page.getByText('Plain SMTP', { exact: true }).click();

  await field(page, 'Name').fill('mail2');
  await field(page, 'Host').fill('127.0.0.1');
  await field(page, 'Port').fill(String(sink.port));
  await page.getByRole('combobox', { name: 'Authentication' }).click();
  await page.getByRole('option', { name: 'PLAIN' }).click();
  await field(page, 'Username').fill('adam');
  await field(page, 'Password').fill('wrong');
  await field(page, 'From email').fill('adam@mail2.example.com');
  await field(page, 'Recipient of the test').fill('ada@example.com');
  await page.getByRole('button', { name: 'Send the test' }).click();
  await expectVisible(page.getByRole('alert').getByText(/^The server did not take the message: .*535/));
  await field(page, 'Password').fill('secret-word');
  await page.getByRole('button', { name: 'Send the test' }).click();
  await expectVisible(page.getByText(/^The server accepted the message/));
  await expectVisible(page.getByText('C: MAIL FROM:<adam@mail2.example.com>'));
  expect(await page.getByText('secret-word').count()).toBe(0);

  await field(page, 'Daily limit').fill('1000');
  await page.getByRole('combobox', { name: 'Sliding window' }).click();
  await page.getByRole('option', { name: 'One of its own' }).click();
  await field(page, 'Messages').fill('2');
  await field(page, 'Duration').fill('soon');
  await page.getByRole('button', { name: 'Add this server' }).click();
  await expectVisible(page.getByText(/^expected a duration from 1s to 31d/));
  await field(page, 'Duration').fill('30m');
  await expectVisible(page.getByText('2 per 30m = 96 a day per server.'));
  await expectVisible(page.getByText(/the daily limit of 1,000 will never be reached/));
  await expectGoodEverywhere(page);
  await page.getByRole('button', { name: 'Add this server' }).click();
  await page.waitForURL(/\/(welcome|settings\/smtp)$/);
  expect((await sluice.ask<{ smtp: object[] }>('GET', '/api/settings')).smtp).toMatchObject([
    { ...stored, daily_limit: 1000, sliding_window: true, sliding_window_rate: 2, sliding_window_duration: '30m' },
  ]);

  await page.goto('/admin/settings/smtp');
  await line(page, 'email-mail2').click();
  await page.getByRole('link', { name: 'Edit' }).click();
  await expectVisible(page.getByRole('heading', { name: 'Edit email-mail2' }));
  expect(await field(page, 'Password').inputValue()).toBe('');
  await field(page, 'Daily limit').fill('500');
  await page.getByRole('button', { name: 'Save' }).click();
  await expectVisible(page.getByText('email-mail2 is saved. The changes are in force.'));
  await field(page, 'Recipient of the test').fill('ada@example.com');
  await page.getByRole('button', { name: 'Send the test' }).click(); // by the password that is stored
  await expectVisible(page.getByText(/^The server accepted the message/));

  await page.getByRole('link', { name: 'Back to all servers' }).click();
  await line(page, 'email-mail2').click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page
    .getByRole('dialog', { name: 'Delete email-mail2?' })
    .getByRole('button', { name: 'Delete email-mail2' })
    .click();
  await expectVisible(page.getByText('There is no SMTP server yet'));
});

test('lists thirty servers: searched, opened, moved, switched off, and their limits changed together', async ({
  page,
  sluice,
  sql,
}) => {
  for (let n = 1; n <= 30; n++) {
    const host = `mail${n}.example.com`;
    await makeSmtpServer(sql, { name: `email-mail${n}`, host, fromEmail: `adam@${host}`, dailyLimit: 1000 });
  }
  await sql`update smtp_servers set position = substring(name from '[0-9]+')::int`;
  type Server = { name: string; daily_limit: number; enabled: boolean; sliding_window: boolean | null };
  const servers = async () => (await sluice.ask<{ smtp: Server[] }>('GET', '/api/settings')).smtp;

  await page.goto('/admin/settings/smtp');
  await expectVisible(
    page.getByText('30 of 30 servers are enabled. Today: 0 sent, 30,000 more by their daily limits.'),
  );
  await line(page, 'email-mail2').click();
  await expectVisible(page.getByText('From adam@mail2.example.com'));
  await expectGoodEverywhere(page);
  await page.getByRole('button', { name: 'Move up' }).click();
  await expect.poll(async () => (await servers())[0]!.name).toBe('email-mail2');
  await line(page, 'email-mail2').click();

  await field(page, 'Search').fill('MAIL1');
  await expectVisible(page.getByText('Select all 11'));
  await page.getByText('Select all 11').click();
  await page.getByRole('button', { name: 'Change limits' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change the limits of 11 servers' });
  await dialog.getByRole('switch', { name: 'Change: Daily limit' }).check({ force: true });
  await field(dialog, 'Daily limit').fill('500');
  await expectVisible(dialog.getByText('Together they may then send 5,500 a day.'));
  await dialog.getByRole('switch', { name: 'Change: Sliding window' }).check({ force: true });
  await dialog.getByRole('combobox', { name: 'Sliding window' }).click();
  await page.getByRole('option', { name: 'One of its own' }).click();
  await field(dialog, 'Messages').fill('2');
  await field(dialog, 'Duration').fill('30m');
  await expectVisible(dialog.getByText('2 per 30m = 96 a day per server.'));
  await dialog.getByRole('button', { name: 'Change 11 servers' }).click();
  await expectVisible(page.getByText('The limits of 11 servers are changed.'));
  const changed = (await servers()).filter(({ sliding_window, daily_limit }) => sliding_window && daily_limit === 500);
  expect(changed).toHaveLength(11);

  await page.getByRole('switch', { name: 'email-mail11 is enabled' }).click({ force: true });
  await expectVisible(page.getByText(/^email-mail11 is disabled: nothing more leaves by it/));
  expect((await servers()).filter(({ enabled }) => !enabled)).toMatchObject([{ name: 'email-mail11' }]);
  await line(page, 'email-mail11').click();
  await page.getByRole('link', { name: 'Duplicate' }).click();
  expect(await field(page, 'Name').inputValue()).toBe('mail31');
  expect(await field(page, 'Host').inputValue()).toBe('mail11.example.com');
});

test('imports many servers, after showing what is wrong with each row', async ({ page, sluice, sql }) => {
  await makeSmtpServer(sql, { name: 'email-mail1' });
  await page.goto('/admin/settings/smtp/import');
  const rows = [
    'Server;SMTP host;Port;User;Password;Sender;Per day;Remarks',
    'mail1;mail1.example.com;587;;;;;there already',
    'mail2;mail2.example.com;587;adam;"se;cret";adam@mail2.example.com;1000;',
    'mail3;mail3.example.com;smtp;;;;;',
    ';mail4.example.com;465;;;;500;no name',
  ];
  await field(page, 'Rows').fill(rows.join('\n'));
  await expectVisible(page.getByText('2 of 4 rows can be added.'));
  await expectVisible(page.getByRole('row', { name: /mail1\.example\.com/ }).getByText(/email-mail1 is there already/));
  await expectVisible(page.getByRole('row', { name: /mail3\.example\.com/ }).getByText(/port: expected an integer/));
  expect(await page.getByRole('cell', { name: 'se;cret' }).count()).toBe(0);
  await expectGoodEverywhere(page);
  expect(await page.getByRole('button', { name: 'Add 2 servers' }).isDisabled()).toBe(true);

  await page.getByRole('switch', { name: 'Leave out the 2 rows that cannot be added' }).check({ force: true });
  await page.getByRole('button', { name: 'Add 2 servers' }).click();
  await expectVisible(page.getByText('2 servers are added.'));
  await expectVisible(line(page, 'email-mail4'));
  expect((await sluice.ask<{ smtp: object[] }>('GET', '/api/settings')).smtp).toMatchObject([
    { name: 'email-mail1' },
    { name: 'email-mail2', username: 'adam', auth_protocol: 'plain', tls_type: 'STARTTLS', daily_limit: 1000 },
    { name: 'email-mail4', tls_type: 'TLS', port: 465, daily_limit: 500 },
  ]);
});
