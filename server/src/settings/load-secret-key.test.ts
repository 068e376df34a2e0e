import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadSecretKey } from './load-secret-key.ts';

// Touches a folder of its own: what it promises is about files.

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-key-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('takes the key given, as hex or base64', async () => {
  const key = Buffer.alloc(32, 0xab);
  expect(await loadSecretKey(key.toString('hex'), '/nowhere')).toEqual(key);
  expect(await loadSecretKey(key.toString('base64'), '/nowhere')).toEqual(key);
  await expect(loadSecretKey('short', '/nowhere')).rejects.toThrow('SLUICE_SECRET_KEY: expected 32 bytes');
});

test('creates one that only its owner can read, and keeps it', async () => {
  const folder = join(await makeFolder(), 'data');
  const keys = await Promise.all([1, 2, 3, 4].map(() => loadSecretKey(undefined, folder)));
  for (const key of keys) expect(key).toEqual(keys[0]);
  expect(await loadSecretKey(undefined, folder)).toEqual(keys[0]);
  expect((await stat(join(folder, 'secret.key'))).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['secret.key']);
});

test('says so when the file holds no key', async () => {
  const folder = await makeFolder();
  await writeFile(join(folder, 'secret.key'), 'oops');
  await expect(loadSecretKey(undefined, folder)).rejects.toThrow('holds no key of 32 bytes');
});
