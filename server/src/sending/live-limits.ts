import type { Limits } from '../capacity/limits.ts';
import type { Clock } from '../clock.ts';
import type { LimitsSource } from '../queue/limits-transaction.ts';
import { reconcileWindows } from '../queue/reconcile-windows.ts';
import { steadyTimeKeeper } from '../queue/steady-time-keeper.ts';
import { type Configuration, liveConfiguration } from '../settings/configuration.ts';
import { limitsOf } from '../settings/limits-of.ts';
import type { Secrets } from '../settings/secret-box.ts';

export interface LiveLimits extends LimitsSource {
  /** The configuration that the last claim or settlement saw. @throws if there has been none yet. */
  latest(): Configuration;
}

/** The limits as the settings say at this moment. When they have changed, what is counted is made to fit them first. */
export function liveLimits({ secrets, clock }: { secrets: Secrets; clock: Clock }): LiveLimits {
  const lagAt = steadyTimeKeeper(clock);
  const live = liveConfiguration(secrets);
  let known: { configuration: Configuration; limits: Limits } | null = null;

  return {
    async current(sql, now) {
      const [lagMs, configuration] = await Promise.all([lagAt(sql, now), live.current(sql)]);
      if (known?.configuration === configuration) return { limits: known.limits, lagMs };
      const limits = limitsOf(configuration);
      await reconcileWindows(sql, limits, { now, lagMs });
      known = { configuration, limits };
      return { limits, lagMs };
    },
    latest() {
      if (!known) throw new Error('the configuration has not been loaded yet');
      return known.configuration;
    },
  };
}
