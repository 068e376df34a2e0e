import { onTestFinished } from 'vitest';
import { apiClient } from '../../server/src/demo/api-client.ts';
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
  await expectVisible(page.getByText('Signed in as adam'));

  // 1. An SMTP server, and people to mail.
  const ask = apiClient(sluice.url, login);
  await ask('PUT', '/api/settings', {
    'app.timezone': 'UTC',
    smtp: [
      {
        ...{ name: 'mail2', host: '127.0.0.1', port: sink.port, from_email: 'adam@mail2.example.com' },
        ...{ daily_limit: 1000, max_conns: 1 },
      },
    ],
  });
  const { id: listId } = await ask<{ id: number }>('POST', '/api/lists', { name: 'Readers', type: 'private' });
  for (const name of people)
    await ask('POST', '/api/subscribers', { email: `${name}@example.com`, name, lists: [listId] });

  // 2. A send window is optional: left empty, mail leaves around the clock.

  // 3. A campaign with the automatic messenger.
  await page.getByRole('link', { name: 'Campaigns' }).click();
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
