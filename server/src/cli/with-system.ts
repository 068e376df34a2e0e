import { readConfig } from '../config.ts';
import type { Deps } from '../deps.ts';
import { createLogger } from '../log.ts';
import { openSystem } from '../open-system.ts';
import { runningServices } from '../running-services.ts';

/**
 * Runs `work`, a command that ends by itself, on the database, and stops what was started for it. Logs are warnings only:
 * standard output is the command's.
 *
 * @param options.share Whether to use the PostgreSQL of another Sluice that runs on the same data folder.
 */
export async function withSystem(options: { share: boolean }, work: (deps: Deps) => Promise<void>): Promise<void> {
  const config = readConfig(process.env, process.stdout.isTTY);
  const log = await createLogger(config.logLevel === 'info' ? 'warn' : config.logLevel, config.logFormat);
  const running = runningServices();
  try {
    await work(await openSystem(running, { config, log }, options));
  } finally {
    await running.stop();
  }
}
