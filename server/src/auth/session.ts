import type { Deps } from '../deps.ts';
import { hashToken, newToken } from './secret-hash.ts';
import { deleteSession, insertSession } from './session-store.ts';
import type { User } from './user.ts';

/** A session ends this long after sign-in. */
export const sessionSeconds = 30 * 24 * 3600;

/** Opens a session and returns its token, of which only the hash is kept. */
export async function openSession(deps: Pick<Deps, 'sql' | 'clock'>, user: User): Promise<string> {
  const token = newToken();
  const now = deps.clock.now();
  const expiresAt = new Date(now.getTime() + sessionSeconds * 1000);
  await insertSession(deps.sql, { tokenHash: hashToken(token), userId: user.id, now, expiresAt });
  return token;
}

/** Ends the session, if there is one. */
export async function closeSession(deps: Pick<Deps, 'sql'>, token: string): Promise<void> {
  await deleteSession(deps.sql, hashToken(token));
}
