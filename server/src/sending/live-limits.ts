import type { Limits } from '../capacity/limits.ts';
import type { Deps } from '../deps.ts';
import type { LimitsSource, QueueDeps } from '../queue/limits-transaction.ts';
import { steadyTimeKeeper } from '../queue/steady-time-keeper.ts';
import { forgetFaults } from '../queue/usage-store.ts';
import { type Configuration, liveConfiguration } from '../settings/configuration.ts';
import { limitsOf } from '../settings/limits-of.ts';
import type { Secrets } from '../settings/secret-box.ts';
import { correctedServers } from './server-endpoint.ts';

export interface LiveLimits extends LimitsSource {
  /** The configuration that the last claim or settlement saw. @throws if there has been none yet. */
  latest(): Configuration;
}

/**
 * What the queue needs, with the limits as the settings say at each moment. One for each part that claims or settles. A
 * server that has been corrected is tried at once.
 */
export function withLiveLimits(deps: Deps): Deps & QueueDeps & { limits: LiveLimits } {
  return { ...deps, limits: liveLimits(deps.secrets), steadyTime: steadyTimeKeeper(deps.clock) };
}

function liveLimits(secrets: Secrets): LiveLimits {
  const live = liveConfiguration(secrets);
  let known: { configuration: Configuration; limits: Limits } | null = null;

  return {
    async current(sql) {
      const configuration = await live.current(sql);
      if (known?.configuration !== configuration) {
        const before = known?.configuration.servers ?? [];
        known = { configuration, limits: limitsOf(configuration) };
        await forgetFaults(sql, correctedServers(before, configuration.servers));
      }
      return known.limits;
    },
    latest() {
      if (!known) throw new Error('the configuration has not been loaded yet');
      return known.configuration;
    },
  };
}
