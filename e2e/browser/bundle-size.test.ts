import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const dist = join(import.meta.dirname, '../../web/dist');
const mostBytes = 300 * 1000;

type Manifest = Record<string, { file: string; isEntry?: boolean; imports?: string[]; dynamicImports?: string[] }>;

/** The scripts that a chunk needs before it runs. */
function needed(manifest: Manifest, name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const other of manifest[name]!.imports ?? []) needed(manifest, other, found);
  return found;
}

test('the first load of any page is less than 300 KB of compressed JavaScript', async () => {
  const manifest: Manifest = JSON.parse(await readFile(join(dist, '.vite/manifest.json'), 'utf8'));
  const entry = Object.keys(manifest).find((name) => manifest[name]!.isEntry)!;
  const pages = manifest[entry]!.dynamicImports!; // what pages load when they need it is no first load
  expect(pages.length).toBeGreaterThan(1);

  for (const page of pages) {
    const chunks = needed(manifest, page, needed(manifest, entry));
    let bytes = 0;
    for (const name of chunks) bytes += gzipSync(await readFile(join(dist, manifest[name]!.file))).length;
    expect({ page, fits: bytes < mostBytes, bytes }).toMatchObject({ fits: true });
  }
});
