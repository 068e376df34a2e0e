import type { Sql } from './connect.ts';

/** Any number does that nothing else in the database locks. */
const limitsLock = '7205759403792';

/**
 * Waits for, and holds until the transaction ends, the lock on everything that decides whether a message may leave: a
 * claim counts under it, and a change of settings or SMTP servers waits for claims in progress. The first statement of
 * a transaction that does either.
 */
export async function lockLimits(sql: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock(${limitsLock})`;
}
