import { join } from 'node:path';
import { ensureAdmin } from './auth/first-admin.ts';
import type { Config } from './config.ts';
import { httpServer } from './http/server.ts';
import type { Logger } from './log.ts';
import type { LogLines } from './log-lines.ts';
import { openSystem } from './open-system.ts';
import { runningServices } from './running-services.ts';
import { bounceActor } from './sending/bounce-actor.ts';
import { enqueuer } from './sending/enqueuer.ts';
import { queueProcessor } from './sending/queue-processor.ts';
import { scheduler } from './sending/scheduler.ts';

/** What a process does: answer HTTP, send, or both. */
export type Role = 'serve' | 'api' | 'worker';

/** A Sluice that runs. */
export interface Sluice {
  /** Where it answers HTTP; null for a worker. */
  port: number | null;
  /** The first user, if this start made it; the password is there if it was generated, to be shown once. */
  admin: { username: string; password: string | null } | null;
  /** Stops claiming, finishes what is in flight, and stops everything, PostgreSQL last; within seconds. */
  stop(): Promise<void>;
}

/**
 * The whole system on one screen.
 *
 * @param logging.lines The latest lines of `log`.
 * @throws {AppError} in one line, if it can't be started; nothing is then left running.
 */
export async function startSluice(
  role: Role,
  config: Config,
  { log, lines }: { log: Logger; lines: LogLines },
): Promise<Sluice> {
  const running = runningServices();
  try {
    const deps = await openSystem(running, { config, log }, { share: false });
    const admin = await ensureAdmin(deps, config.admin);

    const answers = role !== 'worker' && (await running.start(httpServer({ ...deps, lines }, config)));
    if (role !== 'api') {
      await running.start(scheduler(deps));
      await running.start(enqueuer(deps));
      await running.start(bounceActor(deps));
      await running.start(queueProcessor(deps, { journalFolder: join(config.dataDir, 'outcomes') }));
    }
    return { port: answers ? answers.port : null, admin, stop: running.stop };
  } catch (error) {
    await running.stop().catch(() => {}); // the first error tells more
    throw error;
  }
}
