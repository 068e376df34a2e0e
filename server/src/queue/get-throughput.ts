import type { Deps } from '../deps.ts';
import { loadMinuteUsage, sumMinuteUsage } from './minute-usage-store.ts';
import { firstMinute, type Throughput, throughputOf } from './throughput.ts';

/** How much was accepted in the last hour and day, from counters that are kept with every outcome. */
export async function getThroughput({ sql, clock }: Pick<Deps, 'sql' | 'clock'>): Promise<Throughput> {
  const now = clock.now();
  const [hour, day] = await Promise.all([
    loadMinuteUsage(sql, firstMinute(now, 60)),
    sumMinuteUsage(sql, firstMinute(now, 24 * 60)),
  ]);
  return throughputOf(hour, day, now);
}
