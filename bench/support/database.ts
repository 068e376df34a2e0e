import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { connect, type Pool } from '../../server/src/db/connect.ts';
import { embeddedPostgres } from '../../server/src/db/embedded-postgres.ts';
import { migrate } from '../../server/src/db/migrate.ts';

/** What a cluster may do without when nobody needs its data tomorrow. */
export const forgetful = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

/**
 * Runs `work` on an embedded PostgreSQL as Sluice would make one for itself: migrated, and with its durable settings, unless
 * `settings` say otherwise.
 */
export async function withDatabase(
  work: (sql: Pool, url: string) => Promise<void>,
  settings: Record<string, string> = {},
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sluice-bench-'));
  const server = embeddedPostgres({ dataDir, log: pino({ level: 'silent' }), settings });
  try {
    const { url } = await server.start();
    const sql = connect(url, { max: 20 });
    await migrate(sql, new URL('../../server/migrations', import.meta.url).pathname);
    await work(sql, url);
    await sql.end();
  } finally {
    await server.remove();
  }
}
