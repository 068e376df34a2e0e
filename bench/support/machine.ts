import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { findBinaries } from '../../server/src/db/postgres-binaries.ts';

/** What figures were measured on. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryGiB: number;
  node: string;
  postgresql: string;
  /** The part of its CPU time that was in use before the bench began: by others, so figures of a busy one are worth less. */
  busyBefore: number;
}

const watchMs = 2_000;

export async function thisMachine(): Promise<Machine> {
  const busyBefore = await busyPart();
  const { version } = await findBinaries(null);
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    postgresql: version,
    busyBefore: Number(busyBefore.toFixed(2)),
  };
}

async function busyPart(): Promise<number> {
  const before = cpuTimes();
  await delay(watchMs);
  const after = cpuTimes();
  return (after.busy - before.busy) / (after.all - before.all);
}

function cpuTimes(): { busy: number; all: number } {
  const all = cpus()
    .flatMap(({ times }) => Object.values(times))
    .reduce((a, b) => a + b, 0);
  const idle = cpus().reduce((sum, { times }) => sum + times.idle, 0);
  return { busy: all - idle, all };
}

/** The commit, with `-dirty` if the working tree differs from it in more than what benches write. */
export function presentCommit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8', cwd: import.meta.dirname }).trim();
  const changes = git(
    'status',
    '--porcelain',
    '-uno',
    '--',
    ':/',
    ':(top,exclude)bench/results',
    ':(top,exclude)docs/performance.md',
  );
  return git('rev-parse', '--short', 'HEAD') + (changes === '' ? '' : '-dirty');
}
