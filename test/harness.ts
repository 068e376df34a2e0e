import { randomBytes } from 'node:crypto';
import { test as base, inject } from 'vitest';
import { connect, type Pool, type Sql } from '../server/src/db/connect.ts';
import { type FakeClock, fakeClock } from './fake-clock.ts';

export { describe, expect } from 'vitest';

export interface TestDatabase {
  /** For a process that is to connect by itself. */
  url: string;
  sql: Pool;
}

interface Fixtures {
  /** A database of this file's own, with all migrations applied. */
  database: TestDatabase;
  /** Its pool; every table is empty when a test begins. A query that is blocked for 5 seconds fails. */
  sql: Pool;
  /** Stands still until the test moves it. */
  clock: FakeClock;
}

/** `test` with what most tests need; a fixture is built only for the tests that name it. */
export const test = base.extend<Fixtures>({
  database: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads a fixture's needs from this pattern
    async ({}, use) => {
      const database = await cloneDatabase();
      await use(database);
      await database.drop();
    },
    { scope: 'file' },
  ],
  sql: async ({ database }, use) => {
    await use(database.sql);
    await deleteEverything(database.sql);
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  clock: async ({}, use) => use(fakeClock()),
});

async function cloneDatabase(): Promise<TestDatabase & { drop(): Promise<void> }> {
  const templateUrl = new URL(inject('templateUrl'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  const adminUrl = new URL(templateUrl);
  adminUrl.pathname = '/postgres';
  const admin = connect(adminUrl.href, { max: 1 });
  await admin`create database ${admin(name)} template ${admin(templateUrl.pathname.slice(1))}`;

  const url = new URL(templateUrl);
  url.pathname = `/${name}`;
  url.searchParams.set('lock_timeout', '5000');
  url.searchParams.set('statement_timeout', '20000');
  const sql = connect(url.href);
  const drop = async () => {
    await sql.end({ timeout: 1 });
    await admin`drop database ${admin(name)} with (force)`;
    await admin.end();
  };
  return { url: url.href, sql, drop };
}

/** Empties all tables without their triggers and foreign keys, so that the order does not matter. */
async function deleteEverything(sql: Sql): Promise<void> {
  await sql`
    do $$
    declare
      name regclass;
    begin
      set local session_replication_role = replica;
      for name in
        select oid from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not in ('schema_migrations', 'configuration')
      loop
        execute format('delete from %s', name);
      end loop;
    end
    $$
  `;
}
