import { execFile } from 'node:child_process';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../errors.ts';
import type { Connection } from './data-folder.ts';
import { isAlive } from './is-alive.ts';
import type { Binaries } from './postgres-binaries.ts';
import { makeSharedFolder, sharedFolder, type User } from './unprivileged-user.ts';

/** A PostgreSQL data directory with the programs that make, start and stop it. */
export interface Cluster {
  dir: string;
  binaries: Binaries;
  user: User | null;
}

/** Written to postgresql.conf when the cluster is made; from then on the operator's to change. */
const initialSettings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  // Disks have no heads any more, and what the queue looks up is mostly in memory: rows are found by index.
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // One file per weekday, overwritten a week later.
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
};

/**
 * Makes the cluster unless it is there already. It is built beside its place and then renamed, so it is whole or
 * absent; of two processes that build it at once, one's stays.
 *
 * @param settings For postgresql.conf, over Sluice's own.
 * @throws {AppError} `unavailable` if it cannot be made, or belongs to another PostgreSQL version.
 */
export async function ensureCluster(
  cluster: Cluster,
  connection: Connection,
  settings: Record<string, string>,
): Promise<void> {
  const existing = await readFile(join(cluster.dir, 'PG_VERSION'), 'utf8').catch(() => null);
  const major = cluster.binaries.version.split('.')[0]!;
  if (existing === null) {
    if (connection.port !== 0) {
      throw new AppError(
        'unavailable',
        `The database is gone from ${cluster.dir}: put it back, or begin anew by deleting connection.json`,
      );
    }
    return createCluster(cluster, connection, { ...initialSettings, ...settings });
  }
  if (existing.trim() !== major) {
    throw new AppError(
      'unavailable',
      `${cluster.dir} was made by PostgreSQL ${existing.trim()}, this Sluice brings ${major}: dump it with the Sluice that made it, and restore into a new data folder`,
    );
  }
}

async function createCluster(cluster: Cluster, connection: Connection, settings: Record<string, string>) {
  const building = `${cluster.dir}.${process.pid}`;
  const passwordFile = join(building, 'password');
  const data = join(building, 'data');
  try {
    if (dirname(cluster.dir) === sharedFolder) await makeSharedFolder();
    await mkdir(building, { mode: 0o700 });
    await writeFile(passwordFile, connection.password);
    if (cluster.user) {
      for (const path of [passwordFile, building]) await chown(path, cluster.user.uid, cluster.user.gid);
    }
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    await run(cluster, cluster.binaries.initdb, [
      `--pgdata=${data}`,
      `--username=${connection.user}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(settings.fsync === 'off' ? ['--no-sync'] : []),
      ...options,
    ]);
    await rename(data, cluster.dir).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error; // else another process was first
    });
  } catch (error) {
    throw new AppError('unavailable', `Cannot set up PostgreSQL in ${cluster.dir}: ${lastLine(error)}`);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

/**
 * Starts PostgreSQL in a session of its own (pg_ctl calls setsid), so that Ctrl-C in the terminal does not reach it.
 *
 * @throws {AppError} `unavailable` with what PostgreSQL said last.
 */
export async function startCluster(cluster: Cluster, port: number): Promise<void> {
  const log = join(cluster.dir, 'start.log');
  const start = ['start', '--wait', '--timeout=120', `--pgdata=${cluster.dir}`, `--log=${log}`, `--options=-p ${port}`];
  try {
    await rm(log, { force: true });
    await run(cluster, cluster.binaries.pgCtl, start).catch(async (error: unknown) => {
      throw (await startupLog(cluster, log)) || error;
    });
  } catch (error) {
    throw new AppError('unavailable', `Cannot start PostgreSQL in ${cluster.dir}: ${lastLine(error)}`);
  }
}

/** What PostgreSQL wrote to `log` and, once it had begun to, to its own log file. */
async function startupLog(cluster: Cluster, log: string): Promise<string> {
  const said = await readFile(log, 'utf8').catch(() => '');
  if (!said.includes('logging collector')) return said;
  const current = await readFile(join(cluster.dir, 'current_logfiles'), 'utf8').catch(() => '');
  const own = await readFile(join(cluster.dir, current.replace(/^stderr /, '').trim()), 'utf8').catch(() => '');
  return said + own;
}

/** Stops PostgreSQL if it runs: transactions are rolled back, connections closed, everything written out. */
export async function stopCluster(cluster: Cluster): Promise<void> {
  if ((await runningPort(cluster.dir)) === null) return;
  await run(cluster, cluster.binaries.pgCtl, [
    'stop',
    '--mode=fast',
    '--wait',
    '--timeout=120',
    `--pgdata=${cluster.dir}`,
  ]);
}

/**
 * The port that the PostgreSQL of this folder listens on, or `null` if it does not run. A pid file left by a crash is
 * removed when its pid now belongs to another program, which happens in containers and which PostgreSQL itself
 * would take for a running server.
 */
export async function runningPort(clusterDir: string): Promise<number | null> {
  const pidFile = join(clusterDir, 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8').catch(() => null);
  if (text === null) return null;
  // Lines: pid, data directory, start time, port, …
  const [pid, , , port] = text.split('\n').map(Number);
  if (!pid || !isAlive(pid)) return null;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  if (command !== null && basename(command.split('\0')[0]!) !== 'postgres') {
    await rm(pidFile, { force: true });
    return null;
  }
  return port || null;
}

function run(cluster: Cluster, command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { ...cluster.user, cwd: '/', env: { PATH: process.env.PATH, LC_ALL: 'C' } };
    execFile(command, args, options, (error, _stdout, stderr) => {
      if (error) reject(stderr || error);
      else resolve();
    });
  });
}

/** The last line of what a program said that tells of an error, without the time and process before it. */
function lastLine(said: unknown): string {
  const lines = (said instanceof Error ? said.message : String(said)).split('\n').filter((line) => line.trim() !== '');
  const line = lines.findLast((line) => /error|fatal|panic/i.test(line)) ?? lines.at(-1) ?? 'no reason given';
  return line.replace(/^.*(ERROR|FATAL|PANIC): +/i, '');
}
