import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, errorLine } from '../errors.ts';

const keyBytes = 32;

/**
 * The key that encrypts what must not be read from the database: the one given, else that of `secret.key` in the data
 * folder, which the first start creates. Of two processes that start together, both get the same.
 *
 * @param given `SLUICE_SECRET_KEY`: 32 bytes as hex or base64.
 * @throws {AppError} `invalid` or `unavailable`.
 */
export async function loadSecretKey(given: string | undefined, dataDir: string): Promise<Buffer> {
  if (given !== undefined) {
    const key = parseSecretKey(given);
    if (!key) throw new AppError('invalid', 'SLUICE_SECRET_KEY: expected 32 bytes as hex or base64');
    return key;
  }
  const path = join(dataDir, 'secret.key');
  try {
    await mkdir(dataDir, { recursive: true });
    const key = parseSecretKey((await readIfThere(path)) ?? (await create(path)));
    if (key) return key;
  } catch (error) {
    throw new AppError('unavailable', `Cannot read or create the secret key: ${errorLine(error)}`);
  }
  throw new AppError('invalid', `${path} holds no key of 32 bytes as hex or base64`);
}

/** Null when it isn't 32 bytes as hex or base64. */
export function parseSecretKey(text: string): Buffer | null {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex');
  const bytes = /^[\w+/-]{43}=?$/.test(trimmed) ? Buffer.from(trimmed, 'base64') : null;
  return bytes?.length === keyBytes ? bytes : null;
}

async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

/** Written beside and then linked into place: it is there wholly or not at all, and the first writer's stays. */
async function create(path: string): Promise<string> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    await file.writeFile(`${randomBytes(keyBytes).toString('base64')}\n`);
    await file.sync();
    await file.close();
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(path, 'utf8');
}
