import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import { AppError } from '../errors.ts';
import type { Pool, Sql } from './connect.ts';

interface Migration {
  version: number;
  name: string;
  text: string;
  checksum: string;
}

/**
 * Brings the database up to the newest migration in `folder`, and returns the names of those it applied.
 *
 * Each runs in a transaction of its own, which holds one advisory lock from its first statement: of two processes that
 * start together, one applies a migration and the other then finds it applied.
 *
 * @param folder Holds `0001_name.sql`, `0002_name.sql` and so on, without gaps.
 * @throws {AppError} `unavailable` if an applied file was changed since, the database is newer than this program, or the
 *   role may not create tables.
 */
export async function migrate(sql: Pool, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const applied: string[] = [];
  while (true) {
    const name = await sql.begin((tx) => applyNext(tx, migrations)).catch(explainPermission);
    if (name === null) return applied;
    applied.push(name);
  }
}

const insufficientPrivilege = '42501';

function explainPermission(error: unknown): never {
  if (!(error instanceof postgres.PostgresError) || error.code !== insufficientPrivilege) throw error;
  throw new AppError(
    'unavailable',
    `PostgreSQL does not let this role set up the database (${error.message}): make it the database's owner`,
  );
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file, i) => {
      const version = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(file)?.[1]);
      if (version !== i + 1) throw new Error(`${join(folder, file)}: expected migration ${i + 1} here`);
      // Git may check files out with CRLF; that is no change.
      const text = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
      return { version, name: file.slice(0, -4), text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

async function applyNext(tx: Sql, migrations: Migration[]): Promise<string | null> {
  await tx`select pg_advisory_xact_lock(hashtext('sluice migrations'))`;
  await tx`
    create table if not exists schema_migrations (
      version int primary key,
      name text not null,
      applied_at timestamptz not null default now(),
      checksum text not null
    )
  `;
  const applied = await tx<{ version: number; name: string; checksum: string }[]>`
    select version, name, checksum from schema_migrations order by version
  `;
  for (const { version, name, checksum } of applied) {
    const migration = migrations[version - 1];
    if (!migration) {
      throw new AppError(
        'unavailable',
        `The database is at migration ${applied.at(-1)!.version}, this Sluice only knows ${migrations.length}: use a newer Sluice`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new AppError('unavailable', `Migration ${name} was changed after this database applied it`);
    }
  }
  const next = migrations[applied.length];
  if (!next) return null;
  await tx.unsafe(next.text);
  await tx`
    insert into schema_migrations (version, name, checksum)
    values (${next.version}, ${next.name}, ${next.checksum})
  `;
  return next.name;
}
