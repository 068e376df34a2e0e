import type { Sql } from './connect.ts';

// Any numbers that nothing else in this database locks by. The migrations name those of beginnings and counts as well.
const limitsLock = 7_205_759_403_792;
const beginningsLock = 7_205_759_403_793;
/** Serialises what deletes rows of `queue_counts`. */
export const countsLock = 7_205_759_403_794;
/** Held by the process that runs an import: at most one does. */
export const importLock = 7_205_759_403_795;

/**
 * Serialises, until the transaction ends, everything that reads or changes the limits and what is used of them:
 * claims, settlements, and changes of settings and SMTP servers. Take it first in such a transaction, or after rows that
 * nobody waits for who holds it.
 */
export async function lockLimits(sql: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock(${limitsLock})`;
}

/** Held, until the transaction ends, by those that begin to hand messages over; they don't wait for one another. */
export async function lockToBegin(sql: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${beginningsLock})`;
}

/**
 * Waits for beginnings that are under way, and holds up others until the transaction ends: once it has committed, none
 * begins that has not seen what it wrote. For whatever forbids messages: a pause, an unsubscribe.
 */
export async function lockBeginnings(sql: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock(${beginningsLock})`;
}
