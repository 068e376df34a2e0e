import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { AppError } from '../errors.ts';
import { isAlive } from './is-alive.ts';

/** The right to a data folder, held until released or until this process ends, however it ends. */
export interface Ownership {
  /** Gives the right back once `work` is done; should the lock break meanwhile, it is not taken again. */
  releaseAfter(work: Promise<void>): Promise<void>;
}

/**
 * Takes the advisory lock that marks the one Sluice of this cluster, and makes sure that `database` exists.
 *
 * The lock lives on one connection. If that breaks while this process lives (PostgreSQL restarts itself when one of
 * its processes crashes), the lock is taken again.
 *
 * @param url Of the database `postgres`: advisory locks are a database's own.
 * @throws {AppError} `unavailable` if another living Sluice holds it. What the driver throws, if it cannot connect.
 */
export async function takeOwnership(url: string, dataDir: string, database: string): Promise<Ownership> {
  let state: 'taking' | 'held' | 'released' = 'taking';
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: `sluice owner ${process.pid}` },
    onclose: () => void takeAgain(),
  });

  async function lock(): Promise<boolean> {
    const [row] = await sql<{ taken: boolean }[]>`select pg_try_advisory_lock(hashtext('sluice owner')) as taken`;
    return row!.taken;
  }

  async function takeAgain(): Promise<void> {
    if (state !== 'held') return;
    state = 'taking';
    while (state === 'taking') {
      if (await lock().catch(() => false)) state = 'held';
      else await delay(500, undefined, { ref: false });
    }
  }

  /** The process id in the application name of whoever holds the lock; 0 if it has just gone. */
  async function holder(): Promise<number> {
    const [row] = await sql<{ name: string }[]>`
      select application_name as name
      from pg_locks
      join pg_stat_activity using (pid)
      where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = 'postgres')
    `;
    return Number(row?.name.split(' ').at(-1) ?? 0);
  }

  async function releaseAfter(work: Promise<void>): Promise<void> {
    state = 'released';
    await work.finally(() => sql.end({ timeout: 0 }));
  }

  try {
    // The server may take a moment to notice that a killed Sluice is gone.
    for (let attempt = 1; !(await lock()); attempt++) {
      const pid = await holder();
      if (attempt === 20 || (pid > 0 && isAlive(pid))) {
        throw new AppError(
          'unavailable',
          `another Sluice (pid ${pid}) is using ${dataDir}: stop it, or set SLUICE_DATA_DIR to another folder`,
        );
      }
      await delay(100);
    }
    const [exists] = await sql`select from pg_database where datname = ${database}`;
    if (!exists) await sql`create database ${sql(database)}`;
    state = 'held';
    return { releaseAfter };
  } catch (error) {
    await sql.end({ timeout: 0 });
    throw error;
  }
}
