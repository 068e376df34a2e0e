import type { Sql } from '../server/src/db/connect.ts';

/** Resolves once another connection waits for a lock that this transaction holds. */
export async function waitUntilBlocked(tx: Sql): Promise<void> {
  const [row] = await tx<{ blocked: boolean }[]>`
    select exists (
      select from pg_locks
      where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))
    ) as blocked
  `;
  if (!row!.blocked) await waitUntilBlocked(tx);
}
