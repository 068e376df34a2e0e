import type { Clock } from './clock.ts';
import type { Pool } from './db/connect.ts';
import type { Logger } from './log.ts';
import type { Secrets } from './settings/secret-box.ts';

/** What use cases and routes are given; made once, by `openSystem`. */
export interface Deps {
  sql: Pool;
  clock: Clock;
  log: Logger;
  secrets: Secrets;
}
