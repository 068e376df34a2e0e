import postgres from 'postgres';
import type { Sql } from '../db/connect.ts';
import type { Deps } from '../deps.ts';
import { AppError, invalid } from '../errors.ts';
import { usernameTaken } from './create-user.ts';
import { getUser } from './get-user.ts';
import { hashPassword } from './secret-hash.ts';
import { deleteSessionsOf } from './session-store.ts';
import type { User } from './user.ts';
import { countOtherPeople, deleteUserRow, lockUsers, updateUser } from './user-store.ts';

/** What is absent stays as it is. */
export interface UserChanges {
  username?: string | undefined;
  name?: string | undefined;
  email?: string | null | undefined;
  status?: User['status'] | undefined;
  password?: string | undefined;
}

const uniqueViolation = '23505';

/**
 * Changes a user. A new password, or being disabled, ends all of the user's sessions.
 *
 * @throws {AppError} `not_found`; `conflict` when the username is taken or nobody could sign in any more; `invalid` for
 * a password of an API user.
 */
export async function changeUser(deps: Pick<Deps, 'sql' | 'clock'>, id: number, changes: UserChanges): Promise<User> {
  const { password, ...fields } = changes;
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const secret = password === undefined ? {} : { secretHash: await hashPassword(password) };

  return deps.sql.begin(async (tx) => {
    await lockUsers(tx);
    const before = await getUser(tx, id);
    if (password !== undefined && before.type === 'api') throw invalid('password', 'an API user has a token instead');
    if (changes.status === 'disabled') await assertSomeoneRemains(tx, before);
    if (password !== undefined || changes.status === 'disabled') await deleteSessionsOf(tx, id);

    const change = { id, changes: { ...given, ...secret }, now: deps.clock.now() };
    const user = await updateUser(tx, change).catch((error: unknown) => {
      if (error instanceof postgres.PostgresError && error.code === uniqueViolation) {
        throw usernameTaken(String(changes.username));
      }
      throw error;
    });
    return user!;
  });
}

/** @throws {AppError} `not_found`, or `conflict` when nobody could sign in any more. */
export async function removeUser(deps: Pick<Deps, 'sql'>, id: number): Promise<void> {
  await deps.sql.begin(async (tx) => {
    await lockUsers(tx);
    await assertSomeoneRemains(tx, await getUser(tx, id));
    await deleteUserRow(tx, id);
  });
}

async function assertSomeoneRemains(tx: Sql, user: User): Promise<void> {
  if (user.type === 'user' && user.status === 'enabled' && (await countOtherPeople(tx, user.id)) === 0) {
    throw new AppError('conflict', `${user.username} is the only user who can sign in`);
  }
}
