import type { Logger } from '../log.ts';
import type { Service } from '../running-services.ts';
import { embeddedPostgres, runningDatabase } from './embedded-postgres.ts';

/**
 * The PostgreSQL that the operator named, or else our own in the data folder.
 *
 * @param options.share Whether to join a Sluice that runs on the same data folder; else that is an error.
 */
export function databaseServer(
  { databaseUrl, dataDir, log }: { databaseUrl: string | undefined; dataDir: string; log: Logger },
  { share }: { share: boolean },
): Service<{ url: string }> {
  const own = embeddedPostgres({ dataDir, log });
  return {
    async start() {
      const url = databaseUrl ?? (share ? await runningDatabase(dataDir) : null);
      return url ? { url } : own.start();
    },
    stop: own.stop,
  };
}
