import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

/** Whom PostgreSQL runs as when Sluice runs as root, which PostgreSQL refuses to. */
export interface User {
  uid: number;
  gid: number;
}

/** Where a Sluice that runs as root keeps what the unprivileged user must be able to reach. */
export const sharedFolder = '/var/lib/sluice';

/** Makes that folder, whatever the umask. */
export async function makeSharedFolder(): Promise<void> {
  await mkdir(sharedFolder, { recursive: true });
  await chmod(sharedFolder, 0o755);
}

/**
 * `null` unless this process is root; then the user `postgres`, created if that can be, or else `nobody`.
 *
 * @throws {Error} if the machine has none of them.
 */
export async function unprivilegedUser(): Promise<User | null> {
  if (process.getuid?.() !== 0) return null;
  const postgres = await findUser('postgres');
  if (postgres) return postgres;
  await createUser('postgres').catch(() => {});
  const user = (await findUser('postgres')) ?? (await findUser('nobody'));
  if (!user) throw new Error('PostgreSQL cannot run as root, and there is neither a user postgres nor nobody');
  return user;
}

/** Whether `user` may enter the folder `path` and so every folder above it, by their permission bits. */
export async function canEnter(path: string, user: User): Promise<boolean> {
  const { mode, uid, gid } = await stat(path);
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) return false;
  const parent = dirname(path);
  return parent === path || canEnter(parent, user);
}

async function findUser(name: string): Promise<User | null> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const fields = lines.find(([login]) => login === name);
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : null;
}

async function createUser(name: string): Promise<void> {
  const run = promisify(execFile);
  await run('groupadd', ['--system', name]).catch(() => {}); // may exist already
  await run('useradd', ['--system', '--no-create-home', '--gid', name, '--shell', '/usr/sbin/nologin', name]);
}
