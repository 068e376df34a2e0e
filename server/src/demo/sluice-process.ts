import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AppError } from '../errors.ts';

/** As `npm start` has them. */
const nodeOptions = ['--max-semi-space-size=16'];
const program = fileURLToPath(new URL('../../../bin/sluice.js', import.meta.url));

/** A Sluice in a process group of its own, as an operator would start it. */
export interface SluiceProcess {
  /** Of its HTTP API; empty for a worker. */
  url: string;
  /** Of the process, and of its process group. */
  pid: number;
  /** Its exit code, or the signal that ended it. */
  exited: Promise<number | NodeJS.Signals>;
  /** What it wrote to standard output until it was ready. */
  said: string;
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<number | NodeJS.Signals>;
}

/** What to start, and how. */
export interface SluiceProcessOptions {
  /** With what follows it. */
  command?: string;
  env: Record<string, string>;
  /** Gets what it logs, after what is there. */
  logFile: string;
}

/**
 * Starts Sluice and waits until it is ready. Of this process's environment it sees nothing that configures Sluice.
 *
 * @throws {AppError} `unavailable`, with what it said, if it ends before that.
 */
export async function startSluiceProcess({
  command = 'serve',
  env,
  logFile,
}: SluiceProcessOptions): Promise<SluiceProcess> {
  const child = spawn(process.execPath, [...nodeOptions, program, command], {
    env: { ...cleanEnvironment(), SLUICE_LOG_FORMAT: 'json', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stdout.pipe(log);
  const exited = once(child, 'close').then(([code, signal]) => code ?? signal);
  const { url, said } = await readiness(child, exited, command);
  return {
    ...{ url, said, exited, pid: child.pid! },
    stop() {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

/** The environment without what configures Sluice. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => name !== 'DATABASE_URL' && !name.startsWith('SLUICE_'),
  );
  return Object.fromEntries(entries);
}

/** Resolves with the URL of the API, and what was said until then, once everything runs. */
function readiness(
  child: ChildProcess,
  exited: Promise<unknown>,
  command: string,
): Promise<{ url: string; said: string }> {
  const sign = command === 'worker' ? /"msg":"queue processor started()"/ : /^Sluice is running at (\S+)$/m;
  let said = '';
  let complaint = '';
  return new Promise((resolve, reject) => {
    child.stderr!.on('data', (chunk) => {
      complaint += chunk;
    });
    child.stdout!.on('data', function look(chunk) {
      said += chunk;
      const ready = sign.exec(said);
      if (!ready) return;
      child.stdout!.off('data', look);
      resolve({ url: ready[1]!, said });
    });
    child.once('error', reject);
    void exited.then((how) =>
      reject(new AppError('unavailable', `sluice ${command} ended (${how}): ${complaint.trim() || said.trim()}`)),
    );
  });
}
