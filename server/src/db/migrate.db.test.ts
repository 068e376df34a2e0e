import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '../../../test/harness.ts';
import { connect, type Pool } from './connect.ts';
import { migrate } from './migrate.ts';

/** A schema of this test's own, so that its migrations begin at the first. */
const test = base.extend<{ schema: Pool; folder: string }>({
  schema: async ({ database }, use) => {
    await database.sql`create schema fresh`;
    const sql = connect(`${database.url}&search_path=fresh`);
    await use(sql);
    await sql.end();
    await database.sql`drop schema fresh cascade`;
  },
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads a fixture's needs from this pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-migrations-'));
    await writeFile(join(folder, '0001_first.sql'), 'create table notes (text text);\ninsert into notes values (1);');
    await writeFile(join(folder, '0002_second.sql'), 'insert into notes values (2);');
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

test('applies what is new, in order, once', async ({ schema, folder }) => {
  expect(await migrate(schema, folder)).toEqual(['0001_first', '0002_second']);
  expect(await migrate(schema, folder)).toEqual([]);
  await writeFile(join(folder, '0003_third.sql'), 'insert into notes values (3);');
  expect(await migrate(schema, folder)).toEqual(['0003_third']);
  expect(await schema`select text from notes`).toEqual([{ text: '1' }, { text: '2' }, { text: '3' }]);
});

test('says in one line that its role may not create tables', async ({ database, schema, folder }) => {
  await schema.unsafe('create role reader; grant usage on schema fresh to reader');
  const reader = connect(`${database.url}&search_path=fresh&role=reader`);
  await expect(migrate(reader, folder)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(
      /^PostgreSQL does not let this role .*permission denied.*make it the database's owner$/,
    ),
  });
  await reader.end();
  await schema.unsafe('drop owned by reader; drop role reader');
});

test('is done once by processes that start together', async ({ schema, folder }) => {
  const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(schema, folder)));
  expect(applied.flat().sort()).toEqual(['0001_first', '0002_second']);
  expect(await schema`select text from notes`).toHaveLength(2);
});

test('leaves nothing of a migration that fails, and keeps those before it', async ({ schema, folder }) => {
  await writeFile(join(folder, '0003_third.sql'), 'insert into notes values (3); select 1 / 0;');
  await expect(migrate(schema, folder)).rejects.toThrow(/division by zero/);
  expect(await schema`select version from schema_migrations`).toEqual([{ version: 1 }, { version: 2 }]);
  expect(await schema`select text from notes`).toHaveLength(2);
});

test('refuses an applied migration that was changed, but not for its line ends', async ({ schema, folder }) => {
  await migrate(schema, folder);
  await writeFile(join(folder, '0001_first.sql'), 'create table notes (text text);\r\ninsert into notes values (1);');
  expect(await migrate(schema, folder)).toEqual([]);
  await writeFile(join(folder, '0001_first.sql'), 'create table notes (text text);');
  await expect(migrate(schema, folder)).rejects.toThrow('Migration 0001_first was changed after');
});

test('refuses a database newer than the program', async ({ schema, folder }) => {
  await migrate(schema, folder);
  await rm(join(folder, '0002_second.sql'));
  await expect(migrate(schema, folder)).rejects.toThrow('The database is at migration 2, this Sluice only knows 1');
});

test('refuses a gap in the numbers', async ({ schema, folder }) => {
  await writeFile(join(folder, '0004_fourth.sql'), '');
  await expect(migrate(schema, folder)).rejects.toThrow(/0004_fourth\.sql: expected migration 3 here/);
});
