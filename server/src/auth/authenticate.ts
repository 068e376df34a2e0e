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
 * Right passwords are remembered in memory, as keyed digests of them and of the hash they fitted. The user's row is
 * read each time, so a changed password or a disabled user counts at once, whichever process changed it.
 */
export function authenticator({ sql, clock, secrets }: Pick<Deps, 'sql' | 'clock' | 'secrets'>) {
  /** Until when, in milliseconds since 1970, by digest; oldest first. */
  const remembered = new Map<string, number>();
  /** One hashing serves all requests that bring the same credentials meanwhile. */
  const hashing = new Map<string, Promise<boolean>>();

  async function isRightPassword(
    { username, secret }: Credentials,
    secretHash: string | undefined,
    beforeHashing: () => Promise<void>,
  ): Promise<boolean> {
    const digest = createHmac('sha256', secrets.credentialKey)
      .update(JSON.stringify([username, secret, secretHash]))
      .digest('base64');
    if ((remembered.get(digest) ?? 0) > clock.now().getTime()) return true;

    const isRight = hashing.get(digest) ?? beforeHashing().then(() => passwordMatches(secret, secretHash));
    hashing.set(digest, isRight);
    try {
      if (await isRight) remember(digest);
      return await isRight;
    } finally {
      hashing.delete(digest);
    }
  }

  function remember(digest: string): void {
    remembered.delete(digest);
    if (remembered.size >= rememberAtMost) remembered.delete(remembered.keys().next().value!);
    remembered.set(digest, clock.now().getTime() + rememberMs);
  }

  async function seen(user: User): Promise<User> {
    const now = clock.now();
    const isRecent = user.lastSeenAt && now.getTime() - user.lastSeenAt.getTime() < seenEveryMs;
    if (!isRecent) await touchUser(sql, user.id, now);
    return user;
  }

  return {
    async bySession(token: string): Promise<User | null> {
      const user = await findSessionUser(sql, hashToken(token), clock.now());
      return user ? seen(user) : null;
    },

    /**
     * An API user's token, or a person's password.
     *
     * @param beforeHashing Awaited before a password is hashed, which is what guessing takes; it may throw to prevent it.
     */
    async byCredentials(credentials: Credentials, beforeHashing: () => Promise<void>): Promise<User | null> {
      const found = await findUserWithSecret(sql, credentials.username);
      const isRight =
        found?.type === 'api'
          ? tokenMatches(credentials.secret, found.secretHash)
          : await isRightPassword(credentials, found?.secretHash, beforeHashing);
      if (!isRight || found?.status !== 'enabled') return null;
      const { secretHash: _, ...user } = found;
      return seen(user);
    },
  };
}
