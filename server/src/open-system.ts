import { join } from 'node:path';
import type { Config } from './config.ts';
import { assertUsable, connect, type Pool } from './db/connect.ts';
import { databaseClock } from './db/database-clock.ts';
import { databaseServer } from './db/database-server.ts';
import { migrate } from './db/migrate.ts';
import type { Deps } from './deps.ts';
import type { Logger } from './log.ts';
import type { RunningServices, Service } from './running-services.ts';
import { assertSecretKey } from './settings/assert-secret-key.ts';
import { loadConfiguration } from './settings/configuration.ts';
import { applyDatabaseTimeZone, pinTimeZone } from './settings/database-time-zone.ts';
import { loadSecretKey } from './settings/load-secret-key.ts';
import { secretsFrom } from './settings/secret-box.ts';
import { ensureDefaultTemplate } from './templates/default-template.ts';

const migrations = join(import.meta.dirname, '../migrations');

/**
 * The database up to date, and all that use cases need; what was started for it is in `running`.
 *
 * @param options.share Whether to use the PostgreSQL of another Sluice that runs on the same data folder.
 * @throws {AppError} in one line: the database can't be started or used, the secret key is missing or another one.
 */
export async function openSystem(
  running: RunningServices,
  { config, log }: { config: Config; log: Logger },
  { share }: { share: boolean },
): Promise<Deps> {
  const { url } = await running.start(databaseServer({ ...config, log }, { share }));
  const sql = await running.start(connectionPool(url, log));
  for (const migration of await migrate(sql, migrations)) log.info({ migration }, 'migrated the database');

  const clock = databaseClock({ sql, log });
  await running.start(clock);
  const secrets = secretsFrom(await loadSecretKey(config.secretKey, config.dataDir));
  await loadConfiguration(sql, secrets); // a key that opens no password is better found now than at the first message
  const deps: Deps = { sql, clock, log, secrets };
  await assertSecretKey(deps);
  await ensureDefaultTemplate(deps);
  await pinTimeZone(deps);
  await applyDatabaseTimeZone(deps);
  return deps;
}

function connectionPool(url: string, log: Logger): Service<Pool> {
  const sql = connect(url, { max: 20, onNotice: (notice) => log.debug({ notice }, 'PostgreSQL gave notice') });
  return {
    async start() {
      await assertUsable(sql);
      return sql;
    },
    stop: () => sql.end({ timeout: 5 }),
  };
}
