import { randomBytes } from 'node:crypto';
import { link, mkdir, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '../errors.ts';
import { canEnter, sharedFolder, type User } from './unprivileged-user.ts';

/** What `connection.json` in the data folder holds; with it, `psql` can connect while Sluice runs. */
export interface Connection {
  host: '127.0.0.1';
  /** 0 until the first start has succeeded. */
  port: number;
  user: string;
  password: string;
  database: string;
  /** PostgreSQL's own folder. */
  clusterDir: string;
}

/**
 * Makes `dataDir` ready for use and returns what its `connection.json` says, written at the first start. Of two first
 * starts at once, both get what one of them wrote.
 *
 * PostgreSQL's own folder is `<dataDir>/postgres`, or, if PostgreSQL has to run as `user` who cannot enter `dataDir`,
 * a new folder under /var/lib/sluice.
 *
 * @throws {AppError} `unavailable` if the folder cannot be written, or holds something that is not Sluice's.
 */
export async function openDataFolder(dataDir: string, user: User | null): Promise<Connection> {
  try {
    await makeFolder(dataDir);
    return (await readConnection(dataDir)) ?? (await createConnection(dataDir, user));
  } catch (error) {
    throw error instanceof AppError ? error : unusable(dataDir, error);
  }
}

/** Replaces `connection.json` in one step. @throws {AppError} `unavailable` if it cannot be written. */
export async function saveConnection(dataDir: string, connection: Connection): Promise<void> {
  try {
    const draft = await writeDraft(dataDir, connection);
    await rename(draft, join(dataDir, 'connection.json'));
  } catch (error) {
    throw unusable(dataDir, error);
  }
}

/** Deletes the data folder, and the data wherever they are. Nothing may run in it. */
export async function removeDataFolder(dataDir: string): Promise<void> {
  const connection = await readConnection(dataDir);
  if (connection) await rm(connection.clusterDir, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

async function makeFolder(path: string): Promise<void> {
  // Not recursive at first, because then Node calls a read-only file system ENOENT.
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return mkdir(path, { recursive: true });
    if (error.code !== 'EEXIST') throw error;
  });
}

/** What `connection.json` says, or `null` if there is none. */
export async function readConnection(dataDir: string): Promise<Connection | null> {
  const text = await readFile(join(dataDir, 'connection.json'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : { clusterDir: join(resolve(dataDir), 'postgres'), ...JSON.parse(text) };
}

async function createConnection(dataDir: string, user: User | null): Promise<Connection> {
  const entries = (await readdir(dataDir)).filter((name) => !name.startsWith('.') && name !== 'lost+found');
  if (entries.length > 0) {
    const found = await readConnection(dataDir); // another first start was faster
    if (found) return found;
    throw new AppError(
      'unavailable',
      `${dataDir} is not a Sluice data folder (it holds ${entries[0]} but no connection.json): name an empty one`,
    );
  }
  const inside = !user || (await canEnter(await realpath(dataDir), user));
  const connection: Connection = {
    host: '127.0.0.1',
    port: 0,
    user: 'sluice',
    password: randomBytes(24).toString('base64url'),
    database: 'sluice',
    clusterDir: inside ? join(resolve(dataDir), 'postgres') : join(sharedFolder, randomBytes(8).toString('hex')),
  };
  const draft = await writeDraft(dataDir, connection);
  try {
    await link(draft, join(dataDir, 'connection.json')); // fails, unlike rename, if it exists
    return connection;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return (await readConnection(dataDir))!;
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeDraft(dataDir: string, connection: Connection): Promise<string> {
  const draft = join(dataDir, `.connection.${process.pid}.json`);
  const { clusterDir, ...rest } = connection;
  // A cluster inside is not named, so that the data folder can be moved.
  const saved = clusterDir === join(resolve(dataDir), 'postgres') ? rest : connection;
  await writeFile(draft, `${JSON.stringify(saved, null, 2)}\n`, { mode: 0o600 });
  return draft;
}

function unusable(dataDir: string, error: unknown): AppError {
  const code = (error as NodeJS.ErrnoException).code;
  const reasons: Record<string, string> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'read-only file system',
    ENOSPC: 'no space left on device',
    ENOTDIR: 'not a folder',
    EEXIST: 'not a folder',
  };
  const reason = (code && reasons[code]) ?? (error as Error).message;
  return new AppError('unavailable', `Cannot use the data folder ${dataDir}: ${reason}`);
}
