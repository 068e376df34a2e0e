import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from '../../../test/harness.ts';
import { assertUsable, connect, type Sql } from './connect.ts';

test('answers to the name sluice, and passes on notices', async ({ database }) => {
  const notices: string[] = [];
  const sql = connect(database.url, { onNotice: (message) => notices.push(message) });
  await assertUsable(sql);
  expect(await sql`select current_setting('application_name') as name`).toEqual([{ name: 'sluice' }]);
  await sql`do $$ begin raise notice 'watch out'; end $$`;
  await sql.end();
  expect(notices).toEqual(['watch out']);
});

test('says in one line that the server is too old', async ({ sql, database }) => {
  // An old server, as far as can be told from outside: its settings are looked up here first.
  await sql`create schema old`;
  await sql`
    create function old.current_setting(name text) returns text language sql
    return case name when 'server_version_num' then '140022' else '14.22' end
  `;
  const old = connect(`${database.url}&search_path=old,pg_catalog`);
  await expect(assertUsable(old)).rejects.toThrow(/^PostgreSQL at .+ is version 14\.22; Sluice needs 15 or newer$/);
  await old.end();
});

test('a store takes the pool or a transaction', async ({ sql }) => {
  const one = (sql: Sql) => sql<{ one: number }[]>`select 1 as one`;
  expect(await one(sql)).toEqual([{ one: 1 }]);
  expect(await sql.begin((tx) => one(tx))).toEqual([{ one: 1 }]);
});

test('camelCase goes in as columns, and an empty array as no rows', async ({ sql }) => {
  await sql.begin(async (tx) => {
    await tx`create temporary table things (some_id int, tags text[]) on commit drop`;
    await tx`insert into things ${tx({ someId: 1, tags: ['a b', 'c'] })}`;
    expect(await tx`select some_id, tags from things`).toEqual([{ someId: 1, tags: ['a b', 'c'] }]);
    const none: number[] = [];
    expect(await tx`select * from unnest(${none}::int[]) as id`).toEqual([]);
  });
});

test('says in one line that nothing listens, without the password', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  const { port } = await new Promise<AddressInfo>((resolve) =>
    server.once('listening', () => resolve(server.address() as AddressInfo)),
  );
  await new Promise((resolve) => server.close(resolve));

  const sql = connect(`postgres://sluice:hush@127.0.0.1:${port}/sluice`);
  const error = await assertUsable(sql).catch((error: unknown) => error);
  await sql.end();
  expect(error).toMatchObject({ code: 'unavailable' });
  expect(String(error)).toMatch(new RegExp(`Cannot reach PostgreSQL at 127.0.0.1:${port}: connect ECONNREFUSED`));
  expect(String(error)).not.toMatch(/hush|\n/);
});

test('says in one line what the server objects to', async ({ database }) => {
  const url = new URL(database.url);
  url.pathname = '/absent';
  const sql = connect(url.href);
  await expect(assertUsable(sql)).rejects.toThrow(
    `PostgreSQL at ${url.host} refused the connection: database "absent" does not exist`,
  );
  await sql.end();
});
