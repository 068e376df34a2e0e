import { execFile } from 'node:child_process';
import { appendFile, chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished } from 'vitest';
import { connect } from '../server/src/db/connect.ts';
import { isAlive } from '../server/src/db/is-alive.ts';
import { findBinaries } from '../server/src/db/postgres-binaries.ts';
import { type Cluster, ensureCluster, startCluster, stopCluster } from '../server/src/db/postgres-cluster.ts';
import { unprivilegedUser } from '../server/src/db/unprivileged-user.ts';

const login = { user: 'sluice', password: 'hush' };
/** What a cluster may do without that outlives its processes' deaths, but not the machine's. */
const settings = { fsync: 'off', full_page_writes: 'off', logging_collector: 'off' };

/** A PostgreSQL of the test's own, to be mistreated; it goes with the test. */
export interface TestCluster {
  port: number;
  start(): Promise<void>;
  /** As when the machine loses it: nobody says goodbye. */
  kill(): Promise<void>;
  /** A standby that follows it and that every commit waits for, from now on. */
  makeStandby(): Promise<TestCluster>;
}

export const databaseUrl = (...clusters: TestCluster[]) =>
  `postgres://${login.user}:${login.password}@${clusters.map(({ port }) => `127.0.0.1:${port}`).join(',')}/postgres`;

export async function makeCluster(): Promise<TestCluster> {
  const cluster = await place();
  await ensureCluster(
    cluster,
    { ...login, host: '127.0.0.1', port: 0, database: '', clusterDir: cluster.dir },
    settings,
  );
  return startedCluster(cluster);
}

/** Makes a standby its own master. */
export async function promote(standby: TestCluster): Promise<void> {
  const sql = connect(databaseUrl(standby), { max: 1 });
  await sql`select pg_promote()`;
  await sql.end();
}

async function place(): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-e2e-pg-'));
  await chmod(folder, 0o777); // run by root, PostgreSQL is another user
  const user = await unprivilegedUser();
  const cluster = { dir: join(folder, 'postgres'), binaries: await findBinaries(user), user };
  onTestFinished(async () => {
    await stopCluster(cluster);
    await rm(folder, { recursive: true, force: true });
  });
  return cluster;
}

async function startedCluster(cluster: Cluster): Promise<TestCluster> {
  const port = await freePort();
  const start = () => startCluster(cluster, port);
  await start();

  return {
    port,
    start,
    async kill() {
      const pidFile = join(cluster.dir, 'postmaster.pid');
      const pid = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
      const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=', '--ppid', String(pid)]);
      const all = [pid, ...stdout.split('\n').map(Number).filter(Boolean)];
      for (const one of all) {
        try {
          process.kill(one, 'SIGKILL');
        } catch {
          // It has gone by itself.
        }
      }
      await expect.poll(() => all.some(isAlive), { timeout: 20_000, interval: 20 }).toBe(false);
    },
    async makeStandby() {
      const copy = await place();
      await stopCluster(cluster);
      await promisify(execFile)('cp', ['-a', cluster.dir, copy.dir]);
      await writeFile(join(copy.dir, 'standby.signal'), '');
      const follow = `host=127.0.0.1 port=${port} user=${login.user} password=${login.password}`;
      await appendFile(join(copy.dir, 'postgresql.conf'), `primary_conninfo = '${follow}'\n`);
      await appendFile(join(cluster.dir, 'postgresql.conf'), "synchronous_standby_names = '*'\n");
      await start();
      return startedCluster(copy);
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
