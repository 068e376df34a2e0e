import type { Limits } from '../capacity/limits.ts';
import type { Clock } from '../clock.ts';
import type { LimitsSource } from '../queue/limits-transaction.ts';
import { reconcileWindows } from '../queue/reconcile-windows.ts';
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

interface Seen {
  configuration: Configuration;
  limits: Limits;
}

/**
 * The limits as the settings say at this moment. When they have changed, what is counted is made to fit them first, and a
 * server that has been corrected is tried at once.
 */
export function liveLimits({ secrets, clock }: { secrets: Secrets; clock: Clock }): LiveLimits {
  const lagAt = steadyTimeKeeper(clock);
  const live = liveConfiguration(secrets);
  let seen: Seen | null = null;
  /** What the database has been made to fit for good. */
  let kept: Seen | null = null;

  return {
    async current(sql, now) {
      const [lagMs, configuration] = await Promise.all([lagAt(sql, now), live.current(sql)]);
      if (kept?.configuration !== configuration) {
        seen = { configuration, limits: limitsOf(configuration) };
        await reconcileWindows(sql, seen.limits, { now, lagMs });
        await forgetFaults(sql, correctedServers(kept?.configuration.servers ?? [], configuration.servers));
      }
      return { limits: seen!.limits, lagMs };
    },
    committed(limits) {
      if (seen?.limits === limits) kept = seen;
    },
    latest() {
      if (!seen) throw new Error('the configuration has not been loaded yet');
      return seen.configuration;
    },
  };
}
