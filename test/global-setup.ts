import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestProject } from 'vitest/node';
import { connect } from '../server/src/db/connect.ts';
import { migrate } from '../server/src/db/migrate.ts';
import { buildWebIfStale } from './built-web.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the migrated database, which is a template to clone and is never connected to. */
    templateUrl: string;
  }
}

/**
 * One PostgreSQL for the whole test run, in a folder of its own, so that two runs do not meet. With `TEST_DATABASE_URL`,
 * of a superuser, the tests run on that one instead, such as another version. Browsers get the web UI of the present sources.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildWebIfStale();
  const given = process.env.TEST_DATABASE_URL;
  const { url, teardown } = given ? await databaseOn(given) : await throwawayCluster();
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

interface Template {
  url: string;
  teardown(): Promise<void>;
}

async function databaseOn(adminUrl: string): Promise<Template> {
  const admin = connect(adminUrl, { max: 1 });
  const name = `test_template_${randomBytes(6).toString('hex')}`;
  await admin`create database ${admin(name)}`;
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const teardown = async () => {
    await admin`drop database ${admin(name)} with (force)`;
    await admin.end();
  };
  return { url: url.href, teardown };
}

async function throwawayCluster(): Promise<Template> {
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
  return { url, teardown };
}
