import type { Deps } from '../deps.ts';
import { loadMinuteUsage, sumMinuteUsage } from './minute-usage-store.ts';
import { firstMinute, type Throughput, throughputOf } from './throughput.ts';

/** How much was accepted in the last hour and day, from counters that are kept with every outcome. */
export async function getThroughput({ sql, clock }: Pick<Deps, 'sql' | 'clock'>): Promise<Throughput> {
  const now = clock.now();
  const since = firstMinute(now, 60);
  const [hour, before] = await Promise.all([
    loadMinuteUsage(sql, since),
    sumMinuteUsage(sql, { since: firstMinute(now, 24 * 60), until: since }),
  ]);
  return throughputOf(hour, before, now);
}
