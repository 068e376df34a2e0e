import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SluiceProcess, startSluiceProcess } from '../../server/src/demo/sluice-process.ts';

/** Starts `serve` or `worker` in a process of its own, as an operator would; what it leaves in its data folder goes with it. */
export async function startSluice(command: 'serve' | 'worker', databaseUrl: string): Promise<SluiceProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sluice-bench-data-'));
  const sluice = await startSluiceProcess({
    command,
    logFile: join(dataDir, 'log'),
    env: {
      ...{ DATABASE_URL: databaseUrl, SLUICE_DATA_DIR: dataDir, SLUICE_PORT: '0', SLUICE_LOG_LEVEL: 'info' },
      ...{ SLUICE_SECRET_KEY: Buffer.alloc(32).toString('hex'), SLUICE_ADMIN_PASSWORD: 'a bench is no secret' },
    },
  });
  void sluice.exited.then(() => rm(dataDir, { recursive: true, force: true }));
  return sluice;
}

/** The most memory that a process has had, in MiB; `null` where /proc does not tell. */
export async function peakMemoryMiB(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const peak = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1];
  return peak === undefined ? null : Number(peak) / 1024;
}
