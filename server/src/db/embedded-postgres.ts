import { rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../log.ts';
import { type Connection, openDataFolder, readConnection, saveConnection } from './data-folder.ts';
import { type Ownership, takeOwnership } from './data-folder-owner.ts';
import { findBinaries } from './postgres-binaries.ts';
import { type Cluster, ensureCluster, runningPort, startCluster, stopCluster } from './postgres-cluster.ts';
import { unprivilegedUser } from './unprivileged-user.ts';

/** Where it lives, and what differs from Sluice's own settings. */
export interface EmbeddedPostgresOptions {
  /** Sluice's data folder. Start this before anything else writes there: a folder with other things in it is refused. */
  dataDir: string;
  log: Logger;
  /** For postgresql.conf, at the first start only: `{ fsync: 'off' }`. */
  settings?: Record<string, string>;
}

/**
 * Sluice's own PostgreSQL, whose data live in `dataDir`.
 *
 * Who owns it. PostgreSQL is a process of its own and outlives a Sluice that is killed. The Sluice that uses it holds
 * an advisory lock, on a connection kept for that, as long as it lives; the lock goes when its process goes, however
 * that ends. A start therefore
 *
 *   1. builds the cluster, if there is none. Two builders at once end with one cluster (see `ensureCluster`).
 *   2. starts PostgreSQL, if it does not run. Two starters at once end with one server: PostgreSQL sees to that.
 *   3. takes the lock. Whoever does not get it is refused, and has harmed nothing.
 *
 * A stop keeps the lock until PostgreSQL is down, so that a start in the meantime waits and then begins at 2.
 */
export function embeddedPostgres({ dataDir, log, settings = {} }: EmbeddedPostgresOptions) {
  let cluster: Cluster | null = null;
  let owner: Ownership | null = null;

  /**
   * Starts PostgreSQL, or adopts the one that a killed Sluice left running.
   *
   * @throws {AppError} `unavailable`, in one line: another Sluice uses the folder; it cannot be written, holds
   *   something else, or is of another PostgreSQL version; PostgreSQL does not start.
   */
  async function start(): Promise<{ url: string }> {
    const user = await unprivilegedUser();
    const binaries = await findBinaries(user);
    const saved = await openDataFolder(dataDir, user);
    cluster = { dir: saved.clusterDir, binaries, user };
    await ensureCluster(cluster, saved, settings);
    const connection = { ...saved, port: await runAndOwn(cluster, saved) };
    if (connection.port !== saved.port) await saveConnection(dataDir, connection).catch(stopAndThrow);
    log.info({ clusterDir: cluster.dir, port: connection.port, version: binaries.version }, 'PostgreSQL is running');
    return { url: urlOf(connection, connection.database) };
  }

  async function stopAndThrow(error: unknown): Promise<never> {
    await stop();
    throw error;
  }

  async function runAndOwn(cluster: Cluster, connection: Connection): Promise<number> {
    for (let attempt = 1; ; attempt++) {
      const port = await runOrAdopt(cluster, connection.port);
      try {
        owner = await takeOwnership(urlOf({ ...connection, port }, 'postgres'), dataDir, connection.database);
        return port;
      } catch (error) {
        // An adopted server may be recovering from a crash, or on its way down.
        if (attempt === 600 || !comesOrGoes(error)) throw error;
        await delay(100);
      }
    }
  }

  /** Stops PostgreSQL, if this process started or adopted it. */
  async function stop(): Promise<void> {
    if (!cluster || !owner) return;
    const { dir } = cluster;
    const held = owner;
    owner = null;
    await held.releaseAfter(stopCluster(cluster));
    log.info({ clusterDir: dir }, 'PostgreSQL has stopped');
  }

  /** Instead of `stop`, for demos and tests: deletes the data folder, and the data wherever they are. */
  async function remove(): Promise<void> {
    if (!cluster || !owner) return;
    await stop();
    await rm(cluster.dir, { recursive: true, force: true });
    await rm(dataDir, { recursive: true, force: true });
  }

  return { start, stop, remove };
}

/** The URL of the PostgreSQL that runs in this data folder, or `null` if none does. */
export async function runningDatabase(dataDir: string): Promise<string | null> {
  const connection = await readConnection(dataDir).catch(() => null);
  const port = connection && (await runningPort(connection.clusterDir));
  return port ? urlOf({ ...connection, port }, connection.database) : null;
}

async function runOrAdopt(cluster: Cluster, wishedPort: number): Promise<number> {
  const running = await runningPort(cluster.dir);
  if (running !== null) return running;
  const port = (await freePort(wishedPort)) ?? (await freePort(0)) ?? 0;
  try {
    await startCluster(cluster, port);
    return port;
  } catch (error) {
    const startedByAnother = await runningPort(cluster.dir);
    if (startedByAnother !== null) return startedByAnother;
    throw error;
  }
}

/** `port` if nothing listens on it, `null` if something does; any free one for 0. */
function freePort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function comesOrGoes(error: unknown): boolean {
  const { code } = error as { code?: string };
  return ['57P01', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'CONNECTION_CLOSED'].includes(code ?? '');
}

function urlOf({ user, password, host, port }: Connection, database: string): string {
  return `postgres://${user}:${password}@${host}:${port}/${database}`;
}
