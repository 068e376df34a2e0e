import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import chromiumPackage, { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';
import manifest from '../../package.json' with { type: 'json' };

/** A Chromium without a window. */
export async function launchChromium(): Promise<Browser> {
  const folder = await unpacked();
  const libraries = join(folder, 'al2023/lib');
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    // It runs as root in containers, where a sandbox cannot be made; it opens no pages but ours.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'],
    // The package's own libraries and font, for machines that have none.
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }),
    },
  });
}

/** Where the browser of the package is unpacked: once for all test runs; several that do it at once do not meet. */
async function unpacked(): Promise<string> {
  const version = manifest.devDependencies['@sparticuz/chromium'];
  const folder = join(tmpdir(), `sluice-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (existsSync(folder)) return folder;

  const own = await mkdtemp(`${folder}-`);
  const before = process.env.TMPDIR;
  process.env.TMPDIR = own; // which is where the package unpacks to
  try {
    await chromiumPackage.executablePath();
    await inflate(fileURLToPath(import.meta.resolve('@sparticuz/chromium').replace(/build\/.*$/, 'bin/al2023.tar.br')));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  await writeFile(join(own, 'fonts/fonts.conf'), `<fontconfig><dir>${folder}/fonts</dir></fontconfig>`);
  // Who comes second finds the folder there, and it is the same.
  await rename(own, folder).catch(() => rm(own, { recursive: true, force: true }));
  return folder;
}
