import { isDatabaseAway } from '../db/database-away.ts';
import { errorLine } from '../errors.ts';
import type { Logger } from '../log.ts';

/**
 * Logs the failures of something that is tried again until it works. That the database is away is told once, and once
 * that it is back; anything else is told each time, with its stack.
 *
 * @param doing Such as `claiming`.
 */
export function failureLog(log: Logger, doing: string) {
  let isWaiting = false;
  return {
    failed(err: unknown): void {
      if (!isDatabaseAway(err)) log.error({ err }, `${doing} failed, trying again`);
      else if (!isWaiting) log.warn({ reason: errorLine(err) }, `the database is away, ${doing} waits for it`);
      isWaiting ||= isDatabaseAway(err);
    },
    worked(): void {
      if (isWaiting) log.info(`the database is back, ${doing} goes on`);
      isWaiting = false;
    },
  };
}
