import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';

/** Prints a bench's one table, and under it where and on what it was measured. */
export function report(table: object, about: string): void {
  const commit = execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  console.table(table);
  console.log(`${about}; ${cpus().length} x ${cpus()[0]?.model}; Node ${process.version}; commit ${commit}`);
}
