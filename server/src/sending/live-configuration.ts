import type { Limits } from '../capacity/limits.ts';
import type { Pool, Sql } from '../db/connect.ts';
import type { LimitsSource } from '../queue/limits-transaction.ts';
import { reconcileWindows } from '../queue/reconcile-windows.ts';
import { type Configuration, loadConfiguration } from '../settings/configuration.ts';
import { effectiveLimits } from '../settings/effective-limits.ts';
import type { Secrets } from '../settings/secret-box.ts';

export interface LiveConfiguration extends LimitsSource {
  /** As of the last claim or settlement. @throws if there has been none yet. */
  latest(): Configuration;
}

/**
 * The settings as they are, without reading them each time: the version is compared in every transaction that uses the
 * limits, under the same lock that a change of settings takes, and they are loaded again when it has moved.
 */
export function liveConfiguration(deps: { sql: Pool; secrets: Secrets }): LiveConfiguration {
  let known: { configuration: Configuration; limits: Limits } | null = null;

  return {
    async current(sql, now) {
      if (known && known.configuration.version === (await versionIn(sql))) return known.limits;
      const configuration = await loadConfiguration(deps.sql, deps.secrets);
      const limits = effectiveLimits(configuration);
      await reconcileWindows(sql, limits, now);
      known = { configuration, limits };
      return limits;
    },
    latest() {
      if (!known) throw new Error('the configuration has not been loaded yet');
      return known.configuration;
    },
  };
}

async function versionIn(sql: Sql): Promise<string | undefined> {
  const [row] = await sql<{ version: string }[]>`select version from configuration`;
  return row?.version;
}
