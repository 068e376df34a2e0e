import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const web = join(import.meta.dirname, '../web');

/** Builds the web UI if its sources were changed since it was built: the browser is to see what is written now. */
export async function buildWebIfStale(): Promise<void> {
  const built = await stat(join(web, 'dist/index.html')).catch(() => null);
  if (built && (await newestSource()) <= built.mtimeMs) return;
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, '../scripts/build-web.js')]);
}

async function newestSource(): Promise<number> {
  const entries = await readdir(web, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.startsWith(join(web, 'dist')));
  const times = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).mtimeMs),
  );
  return Math.max(...times);
}
