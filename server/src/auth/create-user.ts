import type { Deps } from '../deps.ts';
import { AppError, invalid } from '../errors.ts';
import { hashPassword, hashToken, newToken } from './secret-hash.ts';
import type { User } from './user.ts';
import { insertUser } from './user-store.ts';

/** What a new user is made from. */
export interface NewUser {
  username: string;
  type: User['type'];
  name: string;
  email: string | null;
  status: User['status'];
  /** A person's; an API user gets a token instead. */
  password?: string | undefined;
}

/**
 * Adds a user. An API user's token is in the answer and nowhere else: only its hash is kept.
 *
 * @throws {AppError} `invalid` without a password for a person, `conflict` when the username is taken.
 */
export async function createUser(deps: Pick<Deps, 'sql' | 'clock'>, { password, ...fields }: NewUser) {
  const token = fields.type === 'api' ? newToken() : null;
  if (token === null && password === undefined) throw invalid('password', 'is required');
  const secretHash = token === null ? await hashPassword(password!) : hashToken(token);

  const user = await insertUser(deps.sql, { ...fields, secretHash }, deps.clock.now());
  if (!user) throw usernameTaken(fields.username);
  return { user, token };
}

/** The `conflict` of a username that is another's. */
export function usernameTaken(username: string): AppError {
  return new AppError('conflict', `username: ${username} is taken`, { field: 'username' });
}
