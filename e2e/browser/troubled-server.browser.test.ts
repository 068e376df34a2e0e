import { onTestFinished } from 'vitest';
import { smtpSink } from '../../server/src/smtp/sink.ts';
import { expectGoodEverywhere, expectVisible } from './expect.ts';
import { test } from './harness.ts';

test('a server that refuses is shown parked with its reply, and comes back by “Probe now”', async ({
  page,
  sluice,
}) => {
  let isFull = true;
  const reply = { code: 550, text: '5.4.5 Daily user sending limit exceeded' };
  const sink = await smtpSink({ name: 'mail2', script: (stage) => (stage === 'mail' && isFull ? reply : undefined) });
  onTestFinished(() => sink.stop());
  await sluice.ask('PUT', '/api/settings', {
    smtp: [
      {
        ...{ name: 'mail2', host: '127.0.0.1', port: sink.port, from_email: 'a@mail2.example.com', daily_limit: 500 },
        limits: [{ max: 100, period: '1m' }],
      },
    ],
  });
  const { id: listId } = await sluice.ask<{ id: number }>('POST', '/api/lists', { name: 'Readers', type: 'private' });
  await sluice.ask('POST', '/api/subscribers', { email: 'ada@example.com', name: 'Ada', lists: [listId] });
  const { id } = await sluice.ask<{ id: number }>('POST', '/api/campaigns', {
    ...{ name: 'News', subject: 'News', lists: [listId], messenger: 'automatic', content_type: 'plain', body: 'Hello' },
  });
  await page.goto('/admin/queue');
  const card = page.getByRole('article', { name: 'email-mail2' });
  await expectVisible(card.getByText('0 of 100, 100 left'));
  await sluice.ask('PUT', `/api/campaigns/${id}/status`, { status: 'running' });

  await expectVisible(card.getByText('parked', { exact: true }));
  await expectVisible(card.getByText('550 5.4.5 Daily user sending limit exceeded'));
  await card.getByRole('link', { name: 'email-mail2' }).click();
  await expectVisible(page.getByRole('heading', { name: 'email-mail2', level: 1 }));
  await expectVisible(page.getByRole('cell', { name: '550 5.4.5 Daily user sending limit exceeded' }));
  await expectGoodEverywhere(page);

  isFull = false;
  await page.getByRole('button', { name: 'Probe now' }).click();
  const dialog = page.getByRole('dialog', { name: 'Try email-mail2 at once?' });
  await dialog.getByRole('button', { name: 'Probe now' }).click();
  await sink.waitFor(1);
  await expectVisible(page.getByText('1 of 500, 499 left'));
  await expectVisible(page.getByText('ready', { exact: true }));
  await expectVisible(page.getByRole('cell', { name: 'Probed by hand (admin)' }));
  await expectVisible(page.getByText(/a minute now, 1 in the last hour, 1 in 24 hours$/));
  await page.getByRole('button', { name: 'Probe now' }).waitFor({ state: 'hidden' });

  await page.getByRole('link', { name: 'Back to the queue' }).click();
  await expectVisible(page.getByRole('img', { name: /^email-mail2, the last hour minute by minute: 1 in all/ }));
  await page.getByRole('button', { name: 'History' }).click();
  await expectVisible(page.getByRole('dialog').getByText(/^550 5.4.5 Daily user sending limit exceeded$/));
  await expectVisible(page.getByRole('dialog').getByText('email-mail2: accepted'));
});
