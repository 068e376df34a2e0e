import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { type Ask, describe, expect, test } from '../../../../test/api.ts';
import { makeList } from '../../../../test/factories.ts';
import { createUser } from '../../auth/create-user.ts';
import type { Sql } from '../../db/connect.ts';
import type { Deps } from '../../deps.ts';
import type { Import } from '../../subscribers/import.ts';
import { findLatestImport } from '../../subscribers/import-store.ts';
import type { App } from '../build-app.ts';

const type = 'multipart/form-data; boundary=BOUNDARY';
const paramsPart = (params: unknown) =>
  `--BOUNDARY\r\ncontent-disposition: form-data; name="params"\r\n\r\n${typeof params === 'string' ? params : JSON.stringify(params)}\r\n`;
const fileStart =
  '--BOUNDARY\r\ncontent-disposition: form-data; name="file"; filename="people.csv"\r\ncontent-type: text/csv\r\n\r\n';
const filePart = (text: string) => `${fileStart}${text}\r\n`;
const end = '--BOUNDARY--\r\n';

function upload(ask: Ask, params: unknown, file: string) {
  return ask('POST', '/api/import/subscribers', paramsPart(params) + filePart(file) + end, {
    headers: { 'content-type': type },
  });
}

test('a file is imported, and the rejects can be downloaded', async ({ sql, ask }) => {
  const list = await makeList(sql);
  const params = { mode: 'subscribe', subscription_status: 'confirmed', delim: ';', lists: [list.id], overwrite: true };
  const file = 'Mail;Name\nada@example.com;Ada\nbroken;"=1+1"\nADA@example.com;Again\n';
  const answer = await upload(ask, { ...params, mapping: { mail: 'email' } }, file);

  const done = { name: 'people.csv', status: 'finished', total: 3, imported: 1, rejected: 2, error: null };
  expect(answer).toMatchObject({ status: 200, body: { data: done } });
  expect((await ask('GET', '/api/import/subscribers')).body).toEqual(answer.body);
  expect(await sql`select status from subscriptions`).toEqual([{ status: 'confirmed' }]);

  const rejects = await ask('GET', `/api/import/subscribers/${answer.body.data.id}/rejects`);
  expect(rejects.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(rejects.body).toBe(
    'line,reason,record\r\n3,email: must be an email address such as ada@example.com,"broken;""=1+1"""\r\n4,duplicate of line 2,ADA@example.com;Again\r\n',
  );
  expect((await ask('GET', '/api/import/subscribers/logs')).body.data).toContain('line 4: duplicate of line 2');
  expect(await ask('GET', '/api/import/subscribers/99999/rejects')).toMatchObject({ status: 400 });
});

test('a preview reads the first rows as an import would, and writes nothing', async ({ sql, ask }) => {
  const preview = async (params: unknown, file: string) =>
    (
      await ask('POST', '/api/import/subscribers/preview', paramsPart(params) + filePart(file) + end, {
        headers: { 'content-type': type },
      })
    ).body;
  const file = `Mail;Name;Stadt\nada@example.com;Ada;Köln\nbroken;Bob;\n`;
  expect((await preview({}, file)).data).toEqual({
    separator: ';',
    headers: ['Mail', 'Name', 'Stadt'],
    problem: 'line 1 (the header) has no email column, only "Mail", "Name", "Stadt"',
    rows: [
      { line: 2, fields: ['ada@example.com', 'Ada', 'Köln'], person: null, problem: null },
      { line: 3, fields: ['broken', 'Bob', ''], person: null, problem: null },
    ],
  });
  expect((await preview({ mapping: { Mail: 'email', Stadt: 'city' } }, file)).data).toMatchObject({
    problem: null,
    rows: [
      { person: { email: 'ada@example.com', name: 'Ada', attribs: { city: 'Köln' } }, problem: null },
      { person: null, problem: 'email: must be an email address such as ada@example.com' },
    ],
  });
  // More than it reads: the row that is cut is none of the file's.
  const long = `email\nada@example.com\n"${'x'.repeat(300_000)}"\n`;
  expect((await preview({}, long)).data.rows).toHaveLength(1);
  expect(await preview({}, '')).toMatchObject({ field: 'file' });
  expect(await sql`select from subscribers`).toHaveLength(0);
  expect(await sql`select from imports`).toHaveLength(0);
});

test('imports are listed, the latest first', async ({ sql, ask }) => {
  const list = await makeList(sql);
  await upload(ask, { lists: [list.id] }, 'email\nada@example.com\n');
  await upload(ask, { mode: 'blocklist' }, 'email\nbob@example.com\n');
  const { body } = await ask('GET', '/api/import/subscribers/history?per_page=10');
  expect(body.data).toMatchObject({
    total: 2,
    results: [
      { mode: 'blocklist', list_ids: [], imported: 1 },
      { mode: 'subscribe', list_ids: [list.id], status: 'finished' },
    ],
  });
  expect((await ask('GET', '/api/subscribers?search=bob')).body.data.results).toMatchObject([
    { status: 'blocklisted', blocklisted_by: 'import', blocklisted_at: expect.any(String) },
  ]);
});

test('without an import there is none, and ended ones are forgotten on request', async ({ ask }) => {
  const none = { id: null, name: '', status: 'none', total: 0, imported: 0 };
  expect((await ask('GET', '/api/import/subscribers')).body.data).toMatchObject(none);
  expect((await ask('GET', '/api/import/subscribers/logs')).body).toEqual({ data: '' });
  await upload(ask, {}, 'email\nada@example.com\n');
  expect((await ask('DELETE', '/api/import/subscribers?action=stop')).body.data).toMatchObject({ imported: 1 });
  expect((await ask('DELETE', '/api/import/subscribers')).body.data).toMatchObject(none);
});

test('an import whose process ended is told as failed', async ({ sql, ask }) => {
  await sql`insert into imports (name, status, total, imported) values ('people.csv', 'importing', 5000, 5000)`;
  expect((await ask('GET', '/api/import/subscribers')).body.data).toMatchObject({
    status: 'failed',
    error: 'the process that ran it ended',
    imported: 5000,
  });
});

describe('what is wrong is named', () => {
  const email = 'email\nada@example.com\n';
  test.for([
    ['{', email, 'params'],
    [{ mode: 'replace' }, email, 'mode'],
    [{ lists: [99] }, email, 'lists'],
    [{ lists: ['x'] }, email, 'lists[0]'],
    [{ delim: '|' }, email, 'delim'],
    [{ subscription_status: 'unsubscribed' }, email, 'subscription_status'],
    [{ mapping: { a: '\0' } }, email, 'params'],
    ['[]', email, 'params'],
    [{}, '', 'file'],
    [{}, 'email\n', 'file'],
    [{}, 'name\nAda\n', 'file'],
    [{}, `name\n${'x'.repeat(3_000_000)}\n`, 'file'],
  ] as const)('%j', async ([params, file, field], { sql, ask }) => {
    expect(await upload(ask, params, file)).toMatchObject({ status: 400, body: { field } });
    expect(await sql`select from subscribers`).toHaveLength(0);
  });

  test.for([
    [end, 'params'],
    [paramsPart({}) + end, 'file'],
    [filePart(email) + paramsPart({}) + end, 'params'],
    [paramsPart({}) + filePart(email).replace('name="file"', 'name="csv"') + end, 'csv'],
  ] as const)('in the form: %j', async ([form, field], { ask }) => {
    const answer = await ask('POST', '/api/import/subscribers', form, { headers: { 'content-type': type } });
    expect(answer).toMatchObject({ status: 400, body: { field } });
  });

  test('a body that is no form', async ({ ask }) => {
    expect(await ask('POST', '/api/import/subscribers', {})).toMatchObject({ status: 400, body: { field: 'file' } });
    const empty = { headers: { 'content-type': 'multipart/form-data' } };
    expect((await ask('POST', '/api/import/subscribers', 'x', empty)).status).toBe(400);
  });
});

/** A connection on which a POST has been begun, up to the start of its file. */
async function begin(app: { server: { address(): unknown } }, authorization: string, length: number) {
  const { port } = app.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    `POST /api/import/subscribers HTTP/1.1\r\nhost: localhost\r\nauthorization: ${authorization}\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n${paramsPart({})}${fileStart}`,
  );
  return socket;
}

describe('over a connection', () => {
  /** Listens, and gives the credentials of a user. */
  async function listen({ app, deps }: { app: App; deps: Deps }) {
    await app.listen({ host: '127.0.0.1', port: 0 });
    const user = { username: 'uploader', type: 'api', name: '', email: null, status: 'enabled' } as const;
    const { token } = await createUser(deps, user);
    return `token uploader:${token}`;
  }

  test('a long file with a wrong header is answered, and the next is taken', async ({ app, deps }) => {
    const authorization = await listen({ app, deps });
    const { port } = app.server.address() as AddressInfo;
    const post = async (file: string) => {
      const form = new FormData();
      form.set('params', '{}');
      form.set('file', new Blob([file]), 'people.csv');
      const url = `http://127.0.0.1:${port}/api/import/subscribers`;
      return (await fetch(url, { method: 'POST', headers: { authorization }, body: form })).status;
    };
    expect(await post(`name\n${'Ada\n'.repeat(5_000_000)}`)).toBe(400);
    expect(await post(`email\nada@example.com\n${'x\n'.repeat(5000)}`)).toBe(200);
  });

  test('a client that goes away leaves a failed import, and what came before it', async ({ app, deps, sql }) => {
    const authorization = await listen({ app, deps });
    const socket = await begin(app, authorization, 10_000_000);
    socket.write(`email\n${Array.from({ length: 10_000 }, (_, i) => `p${i}@example.com\n`).join('')}`);
    await importThat(sql, ({ imported }) => imported >= 4999);
    socket.destroy();
    const { imported, error } = await importThat(sql, ({ status }) => status === 'failed');
    expect(error).toContain('file: the upload broke off');
    expect(await sql`select from subscribers`).toHaveLength(imported);
  });
});

/** The import, once it is so. */
async function importThat(sql: Sql, is: (found: Import) => boolean): Promise<Import> {
  const found = await findLatestImport(sql);
  return found && is(found) ? found : importThat(sql, is);
}

test('imports the sample into a list of its own', async ({ ask, sql }) => {
  const { status, body } = await ask('POST', '/api/import/sample');
  expect({ status, ...body.data }).toMatchObject({ status: 200, imported: 1000, rejected: 24 });
  const list = await ask('GET', `/api/lists/${body.data.list_id}`);
  expect(list.body.data).toMatchObject({ name: 'Sample readers', subscriber_count: 1000 });
  const elsewhere = await sql`select email from subscribers where email !~ '(example\.com|\.test)$'`;
  expect(elsewhere).toEqual([]); // whoever is mailed by mistake does not exist
});
