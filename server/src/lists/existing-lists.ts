import type { Sql } from '../db/connect.ts';
import { invalid } from '../errors.ts';
import { findExistingListIds, findListIdsByUuid } from './list-store.ts';

/** @throws {AppError} `invalid`, naming `field` and the first id that is no list's. */
export async function assertListsExist(sql: Sql, ids: readonly number[], field = 'lists'): Promise<void> {
  const existing = new Set(await findExistingListIds(sql, ids));
  const unknown = ids.find((id) => !existing.has(id));
  if (unknown !== undefined) throw invalid(field, `no list ${unknown}`);
}

/** The ids of the lists with these uuids. @throws {AppError} `invalid`, naming `list_uuids` and the first that is no list's. */
export async function listIdsOf(sql: Sql, uuids: readonly string[]): Promise<number[]> {
  const found = await findListIdsByUuid(sql, uuids);
  const unknown = uuids.find((uuid) => !found.some((list) => list.uuid === uuid.toLowerCase()));
  if (unknown !== undefined) throw invalid('list_uuids', `no list ${unknown}`);
  return found.map(({ id }) => id);
}
