import { connect, type Pool } from '../../server/src/db/connect.ts';
import { forgetful, withDatabase } from './database.ts';

/** Runs `work`, which may ask for as many migrated, empty databases as it wants. */
export async function withFreshDatabases(
  work: (fresh: (use: (sql: Pool) => Promise<void>) => Promise<void>) => Promise<void>,
): Promise<void> {
  await withDatabase(async (admin) => {
    const { host, port, user, pass, database } = admin.options;
    const url = new URL(`postgres://${host[0]}:${port[0]}/${database}`);
    url.username = String(user);
    url.password = String(pass ?? '');
    await admin.end();
    const postgres = connect(withPath(url, 'postgres'), { max: 1 });
    let made = 0;
    await work(async (use) => {
      const name = `fresh_${++made}`;
      await postgres`create database ${postgres(name)} template ${postgres(database)}`;
      const sql = connect(withPath(url, name));
      try {
        await use(sql);
      } finally {
        await sql.end({ timeout: 1 });
        await postgres`drop database ${postgres(name)} with (force)`;
      }
    });
    await postgres.end();
  }, forgetful);
}

function withPath(url: URL, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
