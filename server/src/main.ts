import { join } from 'node:path';
import { ensureAdmin } from './auth/first-admin.ts';
import type { Config } from './config.ts';
import { assertUsable, connect } from './db/connect.ts';
import { databaseClock } from './db/database-clock.ts';
import { databaseServer } from './db/database-server.ts';
import { migrate } from './db/migrate.ts';
import type { Deps } from './deps.ts';
import { httpServer } from './http/server.ts';
import type { Logger } from './log.ts';
import { enqueuer } from './sending/enqueuer.ts';
import { queueProcessor } from './sending/queue-processor.ts';
import { scheduler } from './sending/scheduler.ts';
import { type Lifetimes, lifetimes } from './lifetimes.ts';
import { loadConfiguration } from './settings/configuration.ts';
import { applyDatabaseTimeZone, pinTimeZone } from './settings/database-time-zone.ts';
import { loadSecretKey } from './settings/load-secret-key.ts';
import { secretsFrom } from './settings/secret-box.ts';
import { ensureDefaultTemplate } from './templates/default-template.ts';

/** What a process does: answers HTTP, sends, or both. */
export type Role = 'serve' | 'api' | 'worker';

export const migrations = join(import.meta.dirname, '../migrations');

/** A Sluice that runs. */
export interface Sluice {
  /** Where it answers HTTP; null for a worker. */
  port: number | null;
  /** The first user, if this start made it; with a password if that was generated. */
  admin: { username: string; password: string | null } | null;
  /** Drains and stops everything, newest first; within seconds. */
  stop(): Promise<void>;
}

/**
 * The whole system on one screen.
 *
 * @throws {AppError} in one line, if it can't be started; what had been started is then stopped again.
 */
export function startSluice(role: Role, config: Config, log: Logger): Promise<Sluice> {
  return lifetimes(async (alive) => {
    const deps = await openSystem(config, log, alive);
    const admin = await ensureAdmin(deps, config.admin);
    await ensureDefaultTemplate(deps);
    await pinTimeZone(deps);
    await applyDatabaseTimeZone(deps);

    if (role !== 'api') {
      for (const service of [scheduler(deps), enqueuer(deps), queueProcessor(deps)]) await alive.start(service);
    }
    const port = role === 'worker' ? null : (await alive.start(httpServer(deps, config))).port;
    return { port, admin, stop: alive.stop };
  });
}
