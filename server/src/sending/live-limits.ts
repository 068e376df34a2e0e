import type { Limits } from '../capacity/limits.ts';
import type { LimitsSource } from '../queue/limits-transaction.ts';
import { reconcileWindows } from '../queue/reconcile-windows.ts';
import { type Configuration, liveConfiguration } from '../settings/configuration.ts';
import { limitsOf } from '../settings/limits-of.ts';
import type { Secrets } from '../settings/secret-box.ts';

export interface LiveLimits extends LimitsSource {
  /** The configuration that the last claim or settlement saw. @throws if there has been none yet. */
  latest(): Configuration;
}

/** The limits as the settings say at this moment. When they have changed, what is counted is made to fit them first. */
export function liveLimits(secrets: Secrets): LiveLimits {
  const live = liveConfiguration(secrets);
  let known: { configuration: Configuration; limits: Limits } | null = null;

  return {
    async current(sql, time) {
      const configuration = await live.current(sql);
      if (known?.configuration === configuration) return known.limits;
      const limits = limitsOf(configuration);
      await reconcileWindows(sql, limits, time);
      known = { configuration, limits };
      return limits;
    },
    latest() {
      if (!known) throw new Error('the configuration has not been loaded yet');
      return known.configuration;
    },
  };
}
