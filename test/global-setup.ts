import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestProject } from 'vitest/node';
import { connect } from '../server/src/db/connect.ts';
import { migrate } from '../server/src/db/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the migrated database, which is a template to clone and is never connected to. */
    templateUrl: string;
  }
}

/** One PostgreSQL for the whole test run, in a folder of its own, so that two runs do not meet. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = spawn(process.execPath, [join(import.meta.dirname, 'throwaway-cluster.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = once(cluster, 'exit');
  const teardown = async () => {
    cluster.stdin.end();
    await gone;
  };

  const [url] = await Promise.race([once(createInterface(cluster.stdout), 'line'), gone]);
  if (typeof url !== 'string') throw new Error('The PostgreSQL of the test run did not start');
  const sql = connect(url, { max: 1 });
  try {
    await migrate(sql, join(import.meta.dirname, '../server/migrations'));
    await sql.end();
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('templateUrl', url);
  return teardown;
}
