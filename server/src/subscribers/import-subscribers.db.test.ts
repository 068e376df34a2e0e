import { makeCampaign, makeList, makeQueueRow, makeSubscriber } from '../../../test/factories.ts';
import { describe, expect, test } from '../../../test/harness.ts';
import { waitUntilBlocked } from '../../../test/wait-until-blocked.ts';
import type { Clock } from '../clock.ts';
import type { Pool, Sql } from '../db/connect.ts';
import type { ImportParams } from './import.ts';
import { findLatestImport, findRejects, stopImport } from './import-store.ts';
import { importSubscribers } from './import-subscribers.ts';

const defaults: ImportParams = {
  mode: 'subscribe',
  subscriptionStatus: 'unconfirmed',
  separator: null,
  listIds: [],
  overwrite: true,
  mapping: {},
};

function importText(deps: { sql: Pool; clock: Clock }, file: string | Buffer, params: Partial<ImportParams> = {}) {
  return importStream(deps, [Buffer.from(file)], params);
}

function importStream(
  deps: { sql: Pool; clock: Clock },
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  params: Partial<ImportParams> = {},
) {
  const stream = (async function* () {
    yield* chunks;
  })();
  return importSubscribers(deps, { stream, name: 'people.csv', params: { ...defaults, ...params } });
}

async function rejectsOf(sql: Sql, importId: number) {
  return (await findRejects(sql, { importId, after: 0, limit: 100 })).map(({ line, reason }) => [line, reason]);
}

const people = (sql: Sql) => sql`select email, name, attribs, status from subscribers order by id`;

async function standings(sql: Sql) {
  const rows = await sql<{ email: string; status: string }[]>`
    select s.email, sn.status from subscriptions sn join subscribers s on s.id = sn.subscriber_id order by s.id
  `;
  return Object.fromEntries(rows.map(({ email, status }) => [email, status]));
}

test('imports people with their attributes, on the lists given', async ({ sql, clock }) => {
  const list = await makeList(sql);
  const file =
    '\ufeffE-Mail;Name;City;attributes\r\nAda@Example.COM;"Lovelace; Ada";"Lon\ndon";"{""a"":[1,""\\\\\\t""]}"\r\nbob@bücher.test;;;\r\n';
  const ended = await importText({ sql, clock }, file, { listIds: [list.id] });

  expect(ended).toMatchObject({ status: 'finished', total: 2, imported: 2, rejected: 0, error: null });
  expect(await people(sql)).toEqual([
    {
      email: 'Ada@example.com',
      name: 'Lovelace; Ada',
      attribs: { City: 'Lon\ndon', a: [1, '\\\t'] },
      status: 'enabled',
    },
    { email: 'bob@xn--bcher-kva.test', name: '', attribs: {}, status: 'enabled' },
  ]);
  expect(await standings(sql)).toEqual({ 'Ada@example.com': 'unconfirmed', 'bob@xn--bcher-kva.test': 'unconfirmed' });
});

test('reads Latin-1', async ({ sql, clock }) => {
  await importText({ sql, clock }, Buffer.from('email,name\njoerg@example.com,J\xf6rg\n', 'latin1'));
  expect(await people(sql)).toMatchObject([{ name: 'Jörg' }]);
});

test('keeps every rejected row with its line and reason, and counts add up', async ({ sql, clock }) => {
  const file = [
    'email,name,attributes', // line 1
    'ada@example.com,"Ada', // 2 and 3
    'Lovelace"',
    'no-address,x', // 4
    'ADA@example.com,Again', // 5
    ',nobody', // 6
    'bob@example.com,Bob,{broken', // 7
    'carl@example.com,Carl,,surplus', // 8
    'dora@example.com,"Do"ra', // 9
    'emil@example.com,"never closed', // 10
    'fred@example.com,Fr\0ed', // 11
    'gina@example.com,Gina', // 12
    'ada@EXAMPLE.com,Third', // 13
  ].join('\n');
  const ended = await importText({ sql, clock }, file);

  expect(ended).toMatchObject({ status: 'finished', total: 11, imported: 2, rejected: 9 });
  expect(await rejectsOf(sql, ended.id)).toEqual([
    [4, 'email: must be an email address such as ada@example.com'],
    [5, 'duplicate of line 2'],
    [6, 'email: is empty'],
    [7, 'attributes: is not valid JSON'],
    [8, 'has 4 columns, the header 3'],
    [9, 'has text after a closing quote'],
    [10, 'has a quote that is never closed'],
    [11, 'contains a NUL character'],
    [13, 'duplicate of line 2'],
  ]);
  expect((await findRejects(sql, { importId: ended.id, after: 10, limit: 1 }))[0]!.record).toBe(
    'fred@example.com,Fr\u2400ed',
  );
  expect(await people(sql)).toMatchObject([
    { email: 'ada@example.com', name: 'Ada\nLovelace' },
    { email: 'gina@example.com', name: 'Gina' },
  ]);
});

test('finds a duplicate thousands of rows and several batches away', async ({ sql, clock }) => {
  const rows = Array.from({ length: 12_000 }, (_, i) => `p${i}@example.com\n`);
  const ended = await importText({ sql, clock }, `email\nfirst@example.com\n${rows.join('')}FIRST@example.com\n`);

  expect(ended).toMatchObject({ total: 12_002, imported: 12_001, rejected: 1 });
  expect(await rejectsOf(sql, ended.id)).toEqual([[12_003, 'duplicate of line 2']]);
});

describe('importing again', () => {
  test('updates and never doubles, by address in any case, and spends no ids', async ({ sql, clock }) => {
    await importText({ sql, clock }, 'email,name,city,plan\nada@example.com,Ada,London,free\nbob@example.com,Bob,,\n');
    const before = await sql`select id, updated_at from subscribers where email = 'bob@example.com'`;
    clock.advance(60);
    await importText({ sql, clock }, 'email,name,city\nADA@example.com,Ada L.,Paris\nbob@example.com,,\n');

    expect(await people(sql)).toMatchObject([
      { email: 'ada@example.com', name: 'Ada L.', attribs: { city: 'Paris', plan: 'free' } },
      { email: 'bob@example.com', name: 'Bob' },
    ]);
    expect(await sql`select id, updated_at from subscribers where email = 'bob@example.com'`).toEqual(before);
    const { id: lastId } = await makeSubscriber(sql);
    expect(lastId).toBe(before[0]!.id + 1);
  });

  test('leaves known people as they are without overwrite', async ({ sql, clock }) => {
    await makeSubscriber(sql, { email: 'ada@example.com', name: 'Ada' });
    await importText({ sql, clock }, 'email,name\nada@example.com,Other\n', { overwrite: false });
    expect(await people(sql)).toMatchObject([{ name: 'Ada' }]);
  });

  test('subscribes nobody again who left, and enables nobody who was blocklisted', async ({ sql, clock }) => {
    const { id } = await makeList(sql);
    await makeSubscriber(sql, { email: 'left@example.com', lists: [id], subscriptionStatus: 'unsubscribed' });
    await makeSubscriber(sql, { email: 'new@example.com', lists: [id], subscriptionStatus: 'unconfirmed' });
    await makeSubscriber(sql, { email: 'blocked@example.com', status: 'blocklisted' });
    const file = 'email\nleft@example.com\nnew@example.com\nblocked@example.com\n';
    await importText({ sql, clock }, file, { listIds: [id], subscriptionStatus: 'confirmed' });

    expect(await standings(sql)).toMatchObject({ 'left@example.com': 'unsubscribed', 'new@example.com': 'confirmed' });
    expect((await people(sql))[2]).toMatchObject({ status: 'blocklisted' });
  });
});

test('blocklists people, ends their subscriptions and cancels their waiting mail', async ({ sql, clock }) => {
  const list = await makeList(sql);
  const { id: subscriberId } = await makeSubscriber(sql, { email: 'ada@example.com', lists: [list.id] });
  const { id: campaignId } = await makeCampaign(sql, { lists: [list.id], status: 'running' });
  await makeQueueRow(sql, { campaignId, subscriberId });
  await importText({ sql, clock }, 'email\nada@example.com\nnew@example.com\n', { mode: 'blocklist' });

  expect(await people(sql)).toMatchObject([{ status: 'blocklisted' }, { status: 'blocklisted' }]);
  expect(await standings(sql)).toEqual({ 'ada@example.com': 'unsubscribed' });
  expect(await sql`select status from email_queue`).toEqual([{ status: 'cancelled' }]);
});

describe('a file that is none', () => {
  test.for<[file: string, message: string]>([
    ['', 'file: is empty'],
    ['\n\n', 'file: is empty'],
    ['email,name\n', 'file: has a header line but no rows'],
    ['name,city\nAda,London\n', 'file: line 1 (the header) has no email column, only "name", "city"'],
    ['\n"email', 'file: line 2 (the header) has a quote that is never closed'],
    ['\ufeffemail\n', 'file: is UTF-16'],
  ])('is refused with a reason, which the import keeps: %j', async ([file, message], { sql, clock }) => {
    const bytes = file.startsWith('\ufeff') ? Buffer.from(file, 'utf16le') : Buffer.from(file);
    await expect(importText({ sql, clock }, bytes)).rejects.toThrow(message);
    expect(await findLatestImport(sql)).toMatchObject({ status: 'failed', error: expect.stringContaining(message) });
  });

  test('may be one line of many megabytes', async ({ sql, clock }) => {
    const megabyte = Buffer.alloc(2 ** 20, 'x');
    const chunks = [
      Buffer.from('email\nada@example.com\n'),
      ...Array<Buffer>(10).fill(megabyte),
      Buffer.from('\nbob@example.com'),
    ];
    const ended = await importStream({ sql, clock }, chunks);

    expect(ended).toMatchObject({ total: 3, imported: 2, rejected: 1 });
    const [reject] = await findRejects(sql, { importId: ended.id, after: 0, limit: 1 });
    expect(reject).toMatchObject({ line: 3, reason: expect.stringContaining('longer than 1048576 characters') });
    expect(reject!.record).toHaveLength(10_000);
  });

  test('names a list that does not exist, before anything is imported', async ({ sql, clock }) => {
    await expect(importText({ sql, clock }, 'email\n', { listIds: [99] })).rejects.toThrow('lists: no list 99');
    expect(await findLatestImport(sql)).toBeNull();
  });
});

/** Feeds rows one batch at a time, and tells when the importer asks for more: the batch before has then been read. */
function feed() {
  let asked = Promise.withResolvers<void>();
  let given = Promise.withResolvers<string | Error>();
  const stream = (async function* () {
    while (true) {
      asked.resolve();
      const next = await given.promise;
      if (next instanceof Error) throw next;
      yield Buffer.from(next);
    }
  })();
  const give = (next: string | Error) => {
    const { resolve } = given;
    asked = Promise.withResolvers();
    given = Promise.withResolvers();
    resolve(next);
  };
  return { stream, asked: () => asked.promise, give };
}

const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `p${from + i}@example.com\n`).join('');

describe('while it runs', () => {
  test('shows its progress, and keeps what it has when the stream breaks', async ({ sql, clock }) => {
    const { stream, asked, give } = feed();
    const running = importStream({ sql, clock }, stream);
    await asked();
    give(`email\n${rows(0, 5000)}`);
    await asked();
    expect(await findLatestImport(sql)).toMatchObject({ status: 'importing', total: 4999, imported: 4999 });

    give(new Error('connection reset'));
    await expect(running).rejects.toThrow('connection reset');
    expect(await findLatestImport(sql)).toMatchObject({ status: 'failed', error: 'connection reset', imported: 4999 });
    expect(await importText({ sql, clock }, `email\n${rows(0, 5000)}`)).toMatchObject({ imported: 5000 });
    expect(await sql`select count(*)::int as n from subscribers`).toEqual([{ n: 5000 }]);
  });

  test('who is added by somebody else in that moment is known, and put on the lists', async ({ sql, clock }) => {
    const { id } = await makeList(sql);
    const file = 'email,name\nada@example.com,Ada\nbob@example.com,Bob\n';
    let running: Promise<unknown> | undefined;
    await sql.begin(async (tx) => {
      await makeSubscriber(tx, { email: 'ADA@example.com', name: 'Somebody' });
      running = importText({ sql, clock }, file, { listIds: [id] });
      await waitUntilBlocked(tx);
    });
    expect(await running).toMatchObject({ status: 'finished', imported: 2 });
    expect(await people(sql)).toMatchObject([
      { email: 'ADA@example.com', name: 'Ada' },
      { email: 'bob@example.com', name: 'Bob' },
    ]);
    expect(await standings(sql)).toEqual({ 'ADA@example.com': 'unconfirmed', 'bob@example.com': 'unconfirmed' });
    expect(await sql`select subscriber_id from orphans`).toEqual([]);
  });

  test('no other import begins, and it ends when it is stopped', async ({ sql, clock }) => {
    const { stream, asked, give } = feed();
    const running = importStream({ sql, clock }, stream);
    await asked();
    await expect(importText({ sql, clock }, 'email\nada@example.com\n')).rejects.toMatchObject({ code: 'conflict' });

    expect(await stopImport(sql, clock.now())).toBe(true);
    give(`email\n${rows(0, 5000)}`);
    expect(await running).toMatchObject({ status: 'stopped', imported: 0 });
    expect(await people(sql)).toEqual([]);
    expect(await importText({ sql, clock }, 'email\nada@example.com\n')).toMatchObject({ status: 'finished' });
  });

  test('whatever the file is cut into, memory holds some batches and not the file', async ({ sql, clock }) => {
    let ahead = 0;
    let most = 0;
    const chunks = (async function* () {
      yield Buffer.from('email,note\n');
      for (let i = 0; i < 40; i += 1) {
        ahead += 1;
        most = Math.max(most, ahead);
        yield Buffer.from(`p${i}@example.com,${'x'.repeat(1_000_000)}\n`);
        const [row] = await sql<{ total: number }[]>`select total from imports`;
        ahead = i + 1 - row!.total;
      }
    })();
    const ended = await importStream({ sql, clock }, chunks);
    expect(ended).toMatchObject({ total: 40, rejected: 40 });
    expect(most).toBeLessThanOrEqual(10);
  });
});
