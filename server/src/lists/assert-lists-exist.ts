import type { Sql } from '../db/connect.ts';
import { invalid } from '../errors.ts';
import { findExistingListIds } from './list-store.ts';

/** @throws {AppError} `invalid`, naming `lists` and the first id that is no list's. */
export async function assertListsExist(sql: Sql, ids: readonly number[], field = 'lists'): Promise<void> {
  const existing = new Set(await findExistingListIds(sql, ids));
  const unknown = ids.find((id) => !existing.has(id));
  if (unknown !== undefined) throw invalid(field, `no list ${unknown}`);
}
