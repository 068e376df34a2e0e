import type postgres from 'postgres';
import type { Clock } from './clock.ts';
import type { Logger } from './log.ts';
import type { Secrets } from './settings/secret-box.ts';

/** What use cases and routes are given; made once, in `main.ts`. */
export interface Deps {
  sql: postgres.Sql;
  clock: Clock;
  log: Logger;
  secrets: Secrets;
}
