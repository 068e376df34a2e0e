import type { Limits } from '../capacity/limits.ts';
import type { Deps } from '../deps.ts';
import type { LimitsSource, QueueDeps } from '../queue/limits-transaction.ts';
import { steadyTimeKeeper } from '../queue/steady-time-keeper.ts';
import { type Configuration, liveConfiguration } from '../settings/configuration.ts';
import { limitsOf } from '../settings/limits-of.ts';
import type { Secrets } from '../settings/secret-box.ts';

export interface LiveLimits extends LimitsSource {
  /** The configuration that the last claim or settlement saw. @throws if there has been none yet. */
  latest(): Configuration;
}

/** What the queue needs, with the limits as the settings say at each moment. One for each part that claims or settles. */
export function withLiveLimits(deps: Deps): Deps & QueueDeps & { limits: LiveLimits } {
  return { ...deps, limits: liveLimits(deps.secrets), steadyTime: steadyTimeKeeper(deps.clock) };
}

function liveLimits(secrets: Secrets): LiveLimits {
  const live = liveConfiguration(secrets);
  let known: { configuration: Configuration; limits: Limits } | null = null;

  return {
    async current(sql) {
      const configuration = await live.current(sql);
      if (known?.configuration !== configuration) known = { configuration, limits: limitsOf(configuration) };
      return known.limits;
    },
    latest() {
      if (!known) throw new Error('the configuration has not been loaded yet');
      return known.configuration;
    },
  };
}
