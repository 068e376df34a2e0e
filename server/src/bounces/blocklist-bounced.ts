import type { Clock } from '../clock.ts';
import type { Pool } from '../db/connect.ts';
import { blocklistWith } from '../subscribers/blocklist-subscribers.ts';
import { findBouncedSubscribers } from './bounce-store.ts';

const batchSize = 1_000;

/** Blocklists everybody with a bounce of any type, and cancels mail that waits for them; returns how many those are. */
export async function blocklistBounced({ sql, clock }: { sql: Pool; clock: Clock }): Promise<number> {
  let count = 0;
  let after = 0;
  for (;;) {
    const ids = await findBouncedSubscribers(sql, { after, limit: batchSize });
    if (ids.length === 0) return count;
    count += await sql.begin((tx) => blocklistWith(tx, ids, { by: 'operator', now: clock.now() }));
    after = ids.at(-1)!;
  }
}
