import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { connect } from '../server/src/db/connect.ts';
import { embeddedPostgres } from '../server/src/db/embedded-postgres.ts';
import { migrate } from '../server/src/db/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the migrated database, which is a template to clone and is never connected to. */
    templateUrl: string;
  }
}

/** What a cluster may do without when nobody needs its data tomorrow. */
export const throwawaySettings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  logging_collector: 'off',
};

/** One PostgreSQL for the whole test run, in a folder of its own, so that two runs do not meet. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sluice-test-'));
  await chmod(dataDir, 0o711); // else a test run by root keeps its cluster elsewhere
  const server = embeddedPostgres({ dataDir, log: pino({ level: 'silent' }), settings: throwawaySettings });

  let removal: Promise<void> | null = null;
  const teardown = () => {
    removal ??= server.remove().finally(() => rm(dataDir, { recursive: true, force: true }));
    return removal;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void teardown().finally(() => process.exit(1)));
  }

  try {
    const { url } = await server.start();
    const sql = connect(url, { max: 1 });
    await migrate(sql, new URL('../server/migrations', import.meta.url).pathname);
    await sql.end();
    project.provide('templateUrl', url);
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}
