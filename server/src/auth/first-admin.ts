import { randomBytes } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { AppError } from '../errors.ts';
import { hashPassword } from './secret-hash.ts';
import { shortestPassword } from './user.ts';
import { allUsers, insertUser, lockUsers } from './user-store.ts';

/**
 * Creates the first user when there is none; null when there is. Of two processes that start together, one does it.
 *
 * @param env.user `admin` unless given.
 * @param env.password Generated unless given, and then in the answer, to be shown once.
 * @throws {AppError} `invalid` if the password given is too short.
 */
export async function ensureAdmin(
  deps: Pick<Deps, 'sql' | 'clock'>,
  env: { user?: string | undefined; password?: string | undefined },
): Promise<{ username: string; password: string | null } | null> {
  return deps.sql.begin(async (tx) => {
    await lockUsers(tx);
    if ((await allUsers(tx)).length > 0) return null;

    const username = env.user ?? 'admin';
    const generated = env.password === undefined ? randomBytes(15).toString('base64url') : null;
    const password = generated ?? env.password!;
    if (password.length < shortestPassword) {
      throw new AppError('invalid', `SLUICE_ADMIN_PASSWORD: expected ${shortestPassword} characters or more`);
    }
    const secretHash = await hashPassword(password);
    await insertUser(
      tx,
      { username, type: 'user', name: '', email: null, status: 'enabled', secretHash },
      deps.clock.now(),
    );
    return { username, password: generated };
  });
}
