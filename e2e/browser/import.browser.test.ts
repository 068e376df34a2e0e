import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { makeList } from '../../test/factories.ts';
import { expect, expectGoodEverywhere, expectVisible } from './expect.ts';
import { test } from './harness.ts';

const sample = fileURLToPath(new URL('../../server/sample/subscribers.csv', import.meta.url));

test('imports the sample after a preview, and gives its errors as a file', async ({ page, sql, sluice }) => {
  const list = await makeList(sql, { name: 'News' });
  await page.goto('/admin/import');
  await expectVisible(page.getByText('Nothing has been imported yet'));
  await expectGoodEverywhere(page);
  await page.locator('input[type=file]').setInputFiles(sample);
  await expectVisible(page.getByRole('cell', { name: 'luc.girard@mail.example.com' }));
  await page.getByRole('combobox', { name: 'city' }).click();
  await page.getByRole('option', { name: 'Left out' }).click();
  await page.getByRole('combobox', { name: 'email' }).click();
  await page.getByRole('option', { name: 'Left out' }).click();
  await expectVisible(page.getByRole('alert').getByText(/has no email column/));
  expect(await page.getByRole('button', { name: 'Start the import' }).isDisabled()).toBe(true);
  await page.getByRole('combobox', { name: 'email' }).click();
  await page.getByRole('option', { name: 'Email', exact: true }).click();
  await page.getByRole('combobox', { name: 'Lists' }).click();
  await page.getByRole('option', { name: /^News/ }).click();
  await page.getByRole('radio', { name: 'Confirmed', exact: true }).check();
  await expectGoodEverywhere(page);
  expect(await sql`select from subscribers`).toHaveLength(0);

  await page.getByRole('button', { name: 'Start the import' }).click();
  await expectVisible(page.getByText('subscribers.csv is imported'));
  await expectVisible(page.getByText('1,024 rows: 1,000 imported, 24 rejected.'));
  expect(await sluice.ask('GET', `/api/lists/${list.id}`)).toMatchObject({ subscriber_statuses: { confirmed: 1000 } });
  expect(await sql`select from subscribers where attribs ? 'city'`).toHaveLength(0);
  await expectGoodEverywhere(page);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the rejected rows of subscribers.csv' }).first().click(),
  ]);
  const rejects = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
  expect(rejects[0]).toBe('line,reason,record');
  expect(rejects.filter((line) => line.includes('duplicate of line'))).toHaveLength(10);

  await page.getByRole('button', { name: 'Clear the history' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Clear the history' }).click();
  await expectVisible(page.getByText('Nothing has been imported yet'));
});

test('a file that is dropped is imported in the mode blocklist only once that is confirmed', async ({ page, sql }) => {
  await page.goto('/admin/import');
  const drop = page.getByRole('region', { name: 'File', exact: true });
  await expectVisible(drop);
  const transfer = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['Mail;Name\\nada@example.com;Ada\\n'], 'people.csv', { type: 'text/csv' }));
    return transfer;
  })()`);
  await drop.dispatchEvent('drop', { dataTransfer: transfer });
  await page.getByRole('combobox', { name: 'Mail' }).click();
  await page.getByRole('option', { name: 'Email', exact: true }).click();
  await page.getByRole('radio', { name: 'Blocklist' }).check();
  await page.getByRole('button', { name: 'Blocklist everybody in the file' }).click();
  const dialog = page.getByRole('dialog', { name: 'Blocklist everybody in this file?' });
  expect(await sql`select from subscribers`).toHaveLength(0);
  await dialog.getByRole('button', { name: 'Blocklist them' }).click();
  await expectVisible(page.getByText('people.csv is imported'));
  await page.getByRole('link', { name: 'Blocklist', exact: true }).click();
  await expectVisible(page.getByText('By an import'));
});

test('an import that runs is shown to all, and can be stopped', async ({ page, sql, sluice }) => {
  const encoder = new TextEncoder();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  async function* slow() {
    yield encoder.encode(
      `--B\r\ncontent-disposition: form-data; name="params"\r\n\r\n{}\r\n--B\r\ncontent-disposition: form-data; name="file"; filename="slow.csv"\r\ncontent-type: text/csv\r\n\r\nemail\r\n`,
    );
    for (let n = 0; n < 6000; n++) yield encoder.encode(`reader${n}@example.com\r\n`);
    await released;
    yield encoder.encode(`last@example.com\r\n--B--\r\n`);
  }
  const { authorization } = await tokenOf(sluice);
  const answer = fetch(`${sluice.url}/api/import/subscribers`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'multipart/form-data; boundary=B' },
    body: ReadableStream.from(slow()),
    duplex: 'half',
  } as RequestInit);

  await page.goto('/admin/import');
  await expectVisible(page.getByText('Importing slow.csv'));
  await expectVisible(page.getByText('4,999 rows so far: 4,999 imported, 0 rejected.')); // live
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Stop the import?' });
  await dialog.getByRole('button', { name: 'Stop the import' }).click();
  await expectVisible(page.getByRole('cell', { name: 'Stopped' }));
  release();
  expect((await answer).status).toBe(200);
  expect(await sql`select from subscribers`).toHaveLength(4999);
});

async function tokenOf(sluice: { ask: (method: string, path: string, body?: unknown) => Promise<unknown> }) {
  const user = { username: 'importer', type: 'api', name: '', status: 'enabled' };
  const { password } = (await sluice.ask('POST', '/api/users', user)) as { password: string };
  return { authorization: `token importer:${password}` };
}
