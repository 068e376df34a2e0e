import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { cleanEnvironment } from '../server/src/demo/sluice-process.ts';

const program = fileURLToPath(new URL('../bin/sluice.js', import.meta.url));

/** Runs a command that ends by itself. @param options.node The Node that starts it; ours unless given. */
export function runSluice(
  args: readonly string[],
  { env = {}, node = process.execPath }: { env?: Record<string, string>; node?: string } = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const options = { env: { ...cleanEnvironment(), SLUICE_PORT: '0', SLUICE_LOG_LEVEL: 'silent', ...env } };
    execFile(node, [program, ...args], options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

/** A folder that goes with the test. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-e2e-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
