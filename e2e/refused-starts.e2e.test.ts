import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import type { Sql } from '../server/src/db/connect.ts';
import { assertSecretKey } from '../server/src/settings/assert-secret-key.ts';
import { secretsFrom } from '../server/src/settings/secret-box.ts';
import { makeSmtpServer } from '../test/factories.ts';
import { expect, test } from '../test/harness.ts';
import { makeFolder, runSluice } from './run-sluice.ts';

const key = '07'.repeat(32);

/** What a start says that is refused: one line each, and nothing on standard output. */
async function refusal(env: Record<string, string>, command = 'serve'): Promise<string> {
  const { code, stdout, stderr } = await runSluice([command], { env: { SLUICE_SECRET_KEY: key, ...env } });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  return stderr;
}

/** What migrations put there goes when the tables are emptied. */
async function restoreConfiguration(sql: Sql): Promise<void> {
  await sql`insert into configuration (version) values (1) on conflict do nothing`;
}

test('every environment variable that is wrong is named at once', async () => {
  expect(await refusal({ DATABASE_URL: 'mysql://x', SLUICE_PORT: 'http', SLUICE_LOG_LEVEL: 'loud' })).toBe(
    'sluice: DATABASE_URL: expected postgres://user:password@host/database\n' +
      'sluice: SLUICE_PORT: expected a port from 0 to 65535\n' +
      'sluice: SLUICE_LOG_LEVEL: expected one of fatal, error, warn, info, debug, trace, silent\n',
  );
});

test('a database that does not answer', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  expect(await refusal({ DATABASE_URL: `postgres://sluice:hush@127.0.0.1:${port}/sluice` })).toBe(
    `sluice: Cannot reach PostgreSQL at 127.0.0.1:${port}: connect ECONNREFUSED 127.0.0.1:${port}\n`,
  );
});

test('a PostgreSQL that is too old', async ({ database, sql }) => {
  await sql`create schema old`;
  await sql`
    create function old.current_setting(name text) returns text language sql
    return case name when 'server_version_num' then '140022' else '14.22' end
  `;
  expect(await refusal({ DATABASE_URL: `${database.url}&search_path=old,pg_catalog` })).toMatch(
    /^sluice: PostgreSQL at \S+ is version 14\.22; Sluice needs 15 or newer\n$/,
  );
});

test('a port that is taken', async ({ database, sql }) => {
  await restoreConfiguration(sql);
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await refusal({ DATABASE_URL: database.url, SLUICE_PORT: String(port) })).toBe(
    `sluice: Cannot listen on 127.0.0.1:${port}: listen EADDRINUSE: address already in use 127.0.0.1:${port}\n`,
  );
  server.close();
});

test('a data folder that is a file, or cannot be written', async () => {
  const file = join(await makeFolder(), 'data');
  await writeFile(file, 'kept');
  expect(await refusal({ SLUICE_DATA_DIR: file })).toBe(`sluice: Cannot use the data folder ${file}: not a folder\n`);
  // Nobody may make folders there, not even root.
  expect(await refusal({ SLUICE_DATA_DIR: '/sys/sluice' })).toMatch(
    /^sluice: Cannot use the data folder \/sys\/sluice: (permission denied|read-only file system)\n$/,
  );
});

test('a secret key other than that of the stored passwords', async ({ database, sql }) => {
  await restoreConfiguration(sql);
  const { uuid } = await makeSmtpServer(sql);
  const sealed = secretsFrom(Buffer.alloc(32, 1)).seal('hush');
  await sql`update smtp_servers set password_encrypted = ${sealed} where uuid = ${uuid}`;
  expect(await refusal({ DATABASE_URL: database.url })).toBe(
    'sluice: A stored password cannot be decrypted: the secret key is not the one it was saved with\n',
  );
});

test('a secret key other than that of the process before', async ({ database, sql, clock }) => {
  await restoreConfiguration(sql);
  await assertSecretKey({ sql, clock, secrets: secretsFrom(Buffer.alloc(32, 1)) });
  expect(await refusal({ DATABASE_URL: database.url })).toMatch(
    /^sluice: The secret key is not the one that this database was first used with: .+\n$/,
  );
});

test('a database that is newer than the program', async ({ database, sql }) => {
  await sql`insert into schema_migrations (version, name, checksum) values (9999, '9999_future', '')`;
  expect(await refusal({ DATABASE_URL: database.url })).toMatch(
    /^sluice: The database is at migration 9999, this Sluice only knows \d+: use a newer Sluice\n$/,
  );
  await sql`delete from schema_migrations where version = 9999`;
});

test.for(['api', 'worker'])('%s without DATABASE_URL says how to get one', async (command) => {
  expect(await refusal({}, command)).toMatch(new RegExp(`^sluice: ${command} needs DATABASE_URL\\. .*\\n$`));
});
