import type { Deps } from '../deps.ts';
import type { LogLines } from '../log-lines.ts';

/** What routes are given. */
export interface HttpDeps extends Deps {
  /** The latest lines of this process's log. */
  lines: LogLines;
}
