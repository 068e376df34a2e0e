import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { serveAdmin } from './admin-files.ts';

/** The UI of a build that has these files. */
async function admin(files: Record<string, string>) {
  const base = await mkdtemp(join(tmpdir(), 'sluice-admin-'));
  const folder = join(base, 'dist');
  await mkdir(folder);
  await writeFile(join(base, 'outside.txt'), 'not for you');
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const app = fastify();
  await serveAdmin(app, folder);
  onTestFinished(async () => {
    await app.close();
    await rm(base, { recursive: true });
  });
  return (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
}

const build = {
  'index.html': '<!doctype html>page',
  'assets/index-Ab12.js': 'script',
  'assets/index-Ab12.js.br': 'small',
};

test('answers every path of the UI with its page, which is never kept without asking', async () => {
  const get = await admin(build);
  for (const path of ['/admin/', '/admin/queue', '/admin/settings/performance?x=1', '/admin/a.b/c']) {
    const { statusCode, body, headers } = await get(path);
    expect({ statusCode, body }).toEqual({ statusCode: 200, body: '<!doctype html>page' });
    expect(headers['cache-control']).toBe('no-cache');
    expect(headers['content-security-policy']).toMatch(/script-src 'self';.*frame-ancestors 'none'/);
  }
});

test('has browsers keep the files that are named by their content, compressed if they can read it', async () => {
  const get = await admin(build);
  const plain = await get('/admin/assets/index-Ab12.js');
  expect(plain.body).toBe('script');
  expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');

  const small = await get('/admin/assets/index-Ab12.js', { 'accept-encoding': 'gzip, br' });
  expect(small.body).toBe('small');
  expect(small.headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': expect.stringContaining('javascript'),
  });
});

test('has nothing of an earlier build, and nothing from outside the build', async () => {
  const get = await admin(build);
  expect((await get('/admin/assets/index-Old1.js')).statusCode).toBe(404);
  for (const path of ['/admin/../outside.txt', '/admin/..%2foutside.txt', '/admin/assets/%2e%2e/%2e%2e/outside.txt']) {
    expect((await get(path)).body).not.toContain('not for you');
  }
});

test('says how to build what is not built', async () => {
  const get = await admin({});
  const { statusCode, body } = await get('/admin/queue');
  expect(statusCode).toBe(503);
  expect(body).toContain('npm run build:web');
});

test('leads from the root to the UI', async () => {
  const get = await admin(build);
  for (const path of ['/', '/admin']) expect((await get(path)).headers.location).toBe('/admin/');
});
