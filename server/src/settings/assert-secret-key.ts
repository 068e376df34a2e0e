import type { Deps } from '../deps.ts';
import { AppError } from '../errors.ts';

/** Sealed with the key of the first process, in the table of settings. */
const mark = 'Sluice';

/**
 * Makes sure that this process has the secret key of all others on this database, now and before: with another one the
 * unsubscribe links of mail that was sent would stop working, and stored passwords could not be read.
 *
 * @throws {AppError} `unavailable` if it has another.
 */
export async function assertSecretKey({ sql, secrets, clock }: Pick<Deps, 'sql' | 'secrets' | 'clock'>): Promise<void> {
  await sql`
    insert into settings (key, value, updated_at)
    values ('secret_key_mark', to_jsonb(${secrets.seal(mark)}::text), ${clock.now()})
    on conflict (key) do nothing
  `;
  const [row] = await sql<
    { sealed: string }[]
  >`select value #>> '{}' as sealed from settings where key = 'secret_key_mark'`;
  if (row && opens(secrets, row.sealed)) return;
  throw new AppError(
    'unavailable',
    'The secret key is not the one that this database was first used with: set SLUICE_SECRET_KEY to that, or put its secret.key back into the data folder',
  );
}

function opens(secrets: Deps['secrets'], sealed: string): boolean {
  try {
    return secrets.open(sealed) === mark;
  } catch {
    return false;
  }
}
