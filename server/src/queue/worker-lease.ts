import type { Sql } from '../db/connect.ts';

export interface Worker {
  id: string;
  /** The machine, and what makes `pid` one process of it. */
  host: string;
  pid: number;
}

/** Makes a worker known, with a lease on all that it will hold. */
export async function registerWorker(sql: Sql, worker: Worker, { now, until }: { now: Date; until: Date }) {
  await sql`
    insert into workers (id, host, pid, started_at, expires_at)
    values (${worker.id}, ${worker.host}, ${worker.pid}, ${now}, ${until})
  `;
}

/** Extends a worker's lease; `false` if it had run out and was taken away. */
export async function renewLease(sql: Sql, workerId: string, until: Date): Promise<boolean> {
  const result = await sql`update workers set expires_at = ${until} where id = ${workerId}`;
  return result.count === 1;
}

/** Ends a worker's lease now: whatever it still holds is for the sweep. */
export async function endLease(sql: Sql, workerId: string, now: Date): Promise<void> {
  await sql`update workers set expires_at = ${now} where id = ${workerId}`;
}

/** Forgets a worker that holds nothing any more. */
export async function removeWorker(sql: Sql, workerId: string): Promise<void> {
  await sql`delete from workers where id = ${workerId}`;
}

/** The workers whose lease has not been taken away. */
export async function findWorkers(sql: Sql): Promise<Worker[]> {
  return sql<Worker[]>`select id, host, pid from workers`;
}
