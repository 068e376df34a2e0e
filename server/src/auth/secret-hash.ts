import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** 32 random bytes for a session or an API user, in characters that fit a cookie and a header. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** How a token is kept. It has 256 random bits, so that a slow hash would add nothing. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Whether it is the token that was kept as `tokenHash`; takes the same time for every wrong one. */
export function tokenMatches(token: string, tokenHash: string): boolean {
  const given = Buffer.from(hashToken(token));
  const kept = Buffer.from(tokenHash);
  return given.length === kept.length && timingSafeEqual(given, kept);
}

/** How a password is kept: argon2id with 19 MiB and 2 passes, as OWASP's cheat sheet asks. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
}

let nobody: Promise<string> | undefined;

/** Takes as long for a user who does not exist (`passwordHash` undefined) as for one who does. */
export async function passwordMatches(password: string, passwordHash: string | undefined): Promise<boolean> {
  if (passwordHash !== undefined) return verify(passwordHash, password);
  nobody ??= hashPassword(newToken());
  await verify(await nobody, password);
  return false;
}
