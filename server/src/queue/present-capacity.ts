import { dayOf } from '../capacity/calendar-day.ts';
import type { Capacity } from '../capacity/capacity.ts';
import type { Deps } from '../deps.ts';
import { type Configuration, liveConfiguration } from '../settings/configuration.ts';
import { limitsOf } from '../settings/limits-of.ts';
import { loadLimitsTime } from './steady-time-keeper.ts';
import { capacityOf, type Usage } from './usage.ts';
import { loadUsage } from './usage-store.ts';

/** Settings, usage and what they leave, all at one moment. */
export interface PresentCapacity {
  configuration: Configuration;
  usage: Usage;
  /** Servers that are not enabled have a place in it too: who asks leaves them out. */
  capacity: Capacity;
  now: Date;
}

/**
 * What the limits still allow, for telling people. Waits for nobody, so a claim may take it the moment after: to send,
 * reserve with `claimRows`.
 */
export function presentCapacity({
  sql,
  clock,
  secrets,
}: Pick<Deps, 'sql' | 'clock' | 'secrets'>): Promise<PresentCapacity> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const configuration = await liveConfiguration(secrets).current(tx);
    const now = clock.now();
    const usage = {
      ...(await loadUsage(tx, dayOf(now.getTime(), configuration.settings.timezone))),
      lagMs: (await loadLimitsTime(tx))?.lagMs ?? 0,
    };
    const limits = limitsOf({
      ...configuration,
      servers: configuration.servers.map((server) => ({ ...server, enabled: true })),
    });
    return { configuration, usage, capacity: capacityOf(limits, usage, now.getTime()), now };
  }) as Promise<PresentCapacity>;
}
