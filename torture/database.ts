import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { readConnection } from '../server/src/db/data-folder.ts';
import { embeddedPostgres } from '../server/src/db/embedded-postgres.ts';
import { isAlive } from '../server/src/db/is-alive.ts';
import { findBinaries } from '../server/src/db/postgres-binaries.ts';
import { type Cluster, startCluster, stopCluster } from '../server/src/db/postgres-cluster.ts';
import { unprivilegedUser } from '../server/src/db/unprivileged-user.ts';

/** Processes are killed, never the machine: what PostgreSQL has written is there afterwards, on the disk or not yet. */
const settings = { fsync: 'off', full_page_writes: 'off', logging_collector: 'off' };

/** A PostgreSQL to be killed. */
export interface Database {
  url: string;
  /** Stops it, which ends every connection and rolls back what is under way, and starts it again. */
  restart(): Promise<void>;
  /** Kills it with SIGKILL, and starts it again. */
  kill(): Promise<void>;
  /** Stops it and deletes everything. */
  remove(): Promise<void>;
}

/** @param dataDir A folder that a process of another user can enter. */
export async function startDatabase(dataDir: string): Promise<Database> {
  const server = embeddedPostgres({ dataDir, log: pino({ level: 'silent' }), settings });
  const { url } = await server.start();
  const user = await unprivilegedUser();
  const { clusterDir } = (await readConnection(dataDir))!;
  const cluster: Cluster = { dir: clusterDir, binaries: await findBinaries(user), user };
  const port = Number(new URL(url).port);

  /** The killed server's processes take a moment to notice, and to let go of what they share. */
  async function startAgain(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await startCluster(cluster, port);
      } catch (error) {
        if (attempt === 50) throw error;
        await delay(100);
      }
    }
  }

  async function restart(): Promise<void> {
    await stopCluster(cluster);
    await startAgain();
  }

  async function kill(): Promise<void> {
    const pid = Number((await readFile(join(clusterDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    while (isAlive(pid)) await delay(10);
    await startAgain();
  }

  // A kill while pg_ctl waits for its own stop would leave that waiting for a pid file that nobody removes.
  let last = Promise.resolve();
  const inTurn = (work: () => Promise<void>) => (last = last.then(work, work));

  return {
    url,
    restart: () => inTurn(restart),
    kill: () => inTurn(kill),
    remove: server.remove,
  };
}
