import { onTestFinished } from 'vitest';
import { smtpSink } from '../../server/src/smtp/sink.ts';
import { expect, expectGoodEverywhere, expectVisible, field } from './expect.ts';
import { test } from './harness.ts';

const people = ['ada', 'bob', 'cyd', 'dan', 'eve', 'fay'];

test.override({ env: {} });

test('the guide’s quick start: from the first run to a finished campaign, paused and resumed on the way', async ({
  sluice,
  visitor: page,
}) => {
  const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>();
  let taken = 0;
  const sink = await smtpSink({
    name: 'mail2',
    // The third message is not acknowledged before the campaign is paused.
    script: async (stage) => {
      if (stage === 'end-of-data' && ++taken === 3) await mayGoOn;
      return undefined;
    },
  });
  onTestFinished(() => sink.stop());
  onTestFinished(() => goOn());

  // The first run: choose how to sign in.
  const { username, password } = sluice.admin!;
  await page.goto(`/admin/first-run#${new URLSearchParams({ user: username, password: password! })}`);
  const login = { username: 'adam', password: 'a long password' };
  await field(page, 'Username').fill(login.username);
  await field(page, 'Password').fill(login.password);
  await field(page, 'Password again').fill(login.password);
  await page.getByRole('button', { name: 'Create my account' }).click();
  await expectVisible(page.getByRole('heading', { name: 'Get started' }));

  // 1. An SMTP server.
  await page.getByRole('link', { name: 'Add your first SMTP server' }).click();
  await page.getByText('Plain SMTP', { exact: true }).click();
  await field(page, 'Name').fill('mail2');
  await field(page, 'Host').fill('127.0.0.1');
  await field(page, 'Port').fill(String(sink.port));
  await field(page, 'From email').fill('adam@mail2.example.com');
  await field(page, 'Daily limit').fill('1000');
  await field(page, 'Connections').fill('1');
  await page.getByRole('button', { name: 'Add this server' }).click();
  await expectVisible(page.getByText(/^1 added\./));

  // People to mail.
  await page.getByRole('link', { name: 'Lists' }).click();
  await page.getByRole('link', { name: 'Make a list' }).first().click();
  await field(page, 'Name').fill('Readers');
  await page.getByRole('button', { name: 'Make the list' }).click();
  await expectVisible(page.getByText('The list “Readers” is made.'));
  await page.getByRole('link', { name: 'Import', exact: true }).click();
  const csv = ['email,name', ...people.map((name) => `${name}@example.com,${name}`)].join('\n');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'readers.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByRole('combobox', { name: 'Lists' }).click();
  await page.getByRole('option', { name: 'Readers' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Start the import' }).click();
  await expectVisible(page.getByText('readers.csv is imported'));

  // 2. A send window is optional: left empty, mail leaves around the clock.

  // 3. A campaign with the automatic messenger.
  await page.getByRole('link', { name: 'Campaigns', exact: true }).click();
  await page.getByRole('link', { name: 'New campaign' }).first().click();
  await field(page, 'Name').fill('First news');
  await field(page, 'Subject').fill('Hello {{ subscriber.name }}');
  await page.getByRole('combobox', { name: 'Lists' }).click();
  await page.getByRole('option', { name: 'Readers (6)' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Messenger' }).click();
  await page.getByRole('option', { name: 'automatic (queue-based)' }).click();
  await page.getByRole('textbox', { name: 'Body' }).fill('<p>Hello {{ subscriber.name }}</p>');
  await page.getByRole('button', { name: 'Create the draft' }).click();

  await expectVisible(page.getByRole('heading', { name: 'First news', level: 1 }));
  await expectVisible(page.getByText(/^This campaign will complete /));
  await expectVisible(page.getByRole('img', { name: /^Emails by day: .*: 6$/ }));
  await expectGoodEverywhere(page);

  await page.getByRole('button', { name: 'Start' }).click();
  const start = page.getByRole('dialog', { name: 'Start this campaign?' });
  await expectVisible(start.getByText('People it goes to, as it stands now: 6.'));
  await start.getByRole('button', { name: 'Start sending' }).click();
  await expectVisible(page.getByRole('img', { name: /^First news: 2 of 6$/ }));

  await page.getByRole('button', { name: 'Pause' }).click();
  const pause = page.getByRole('dialog', { name: 'Pause this campaign?' });
  await expectVisible(pause.getByText(/Nothing is lost, and other campaigns go on/));
  await pause.getByRole('button', { name: 'Pause' }).click();
  await expectVisible(page.getByText(/^Paused by adam at /));
  goOn();
  await expectVisible(page.getByRole('img', { name: /^First news: [3-5] of 6$/ }));
  expect(sink.ledger.length).toBeLessThan(6);

  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
  await expectVisible(page.getByText(/^Finished at /));
  await expectVisible(page.getByRole('img', { name: 'First news: 6 of 6' }));
  await expectVisible(page.getByRole('row', { name: 'email-mail2 6 6' }));
  expect(sink.ledger.flatMap(({ to }) => to).toSorted()).toEqual(people.map((name) => `${name}@example.com`));
});
