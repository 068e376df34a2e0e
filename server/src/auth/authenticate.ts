import { createHmac } from 'node:crypto';
import type { Deps } from '../deps.ts';
import type { Credentials } from './authorization-header.ts';
import { hashToken, passwordMatches, tokenMatches } from './secret-hash.ts';
import { findSessionUser } from './session-store.ts';
import type { User } from './user.ts';
import { findUserWithSecret, touchUser } from './user-store.ts';

/** A password that was right is not hashed again for this long: argon2 at every request would be the API's limit. */
const rememberMs = 60_000;
const rememberAtMost = 1_000;
/** `last_seen_at` is this coarse, so that reading does not write. */
const seenEveryMs = 60_000;

/**
 * Finds out whose a session or a pair of credentials is; null when nobody's, or a disabled user's.
 *
 * Right passwords are remembered in memory as keyed digests together with the hash they fitted. The user's row is read
 * each time, so a changed password or a disabled user counts at once, whichever process changed it.
 */
export function authenticator({ sql, clock, secrets }: Pick<Deps, 'sql' | 'clock' | 'secrets'>) {
  const remembered = new Map<string, { secretHash: string; until: number }>();

  async function rightPassword({ username, secret }: Credentials, secretHash: string | undefined): Promise<boolean> {
    const digest = createHmac('sha256', secrets.credentialKey).update(`${username}:${secret}`).digest('base64');
    const now = clock.now().getTime();
    const known = remembered.get(digest);
    if (known && known.secretHash === secretHash && known.until > now) return true;
    remembered.delete(digest);
    if (!(await passwordMatches(secret, secretHash)) || secretHash === undefined) return false;
    if (remembered.size >= rememberAtMost) remembered.delete(remembered.keys().next().value!);
    remembered.set(digest, { secretHash, until: now + rememberMs });
    return true;
  }

  async function seen<Seen extends User>(user: Seen): Promise<Seen> {
    const now = clock.now();
    if (!user.lastSeenAt || now.getTime() - user.lastSeenAt.getTime() >= seenEveryMs)
      await touchUser(sql, user.id, now);
    return user;
  }

  return {
    async bySession(token: string): Promise<User | null> {
      const user = await findSessionUser(sql, hashToken(token), clock.now());
      return user ? seen(user) : null;
    },

    /** An API user's token, or a person's password. */
    async byCredentials(credentials: Credentials): Promise<User | null> {
      const found = await findUserWithSecret(sql, credentials.username);
      const right =
        found?.type === 'api'
          ? tokenMatches(credentials.secret, found.secretHash)
          : await rightPassword(credentials, found?.secretHash);
      if (!right || !found || found.status !== 'enabled') return null;
      const { secretHash: _, ...user } = found;
      return seen(user);
    },
  };
}

export type Authenticator = ReturnType<typeof authenticator>;
