import type { Clock } from '../clock.ts';
import type { Pool } from '../db/connect.ts';
import { AppError } from '../errors.ts';
import type { List, ListContent } from './list.ts';
import { findList, insertList, updateList } from './list-store.ts';

const emptyList: Omit<ListContent, 'name'> = {
  type: 'private',
  optin: 'single',
  status: 'active',
  tags: [],
  description: '',
};

/** One list with its counts. @throws {AppError} `not_found`. */
export async function getList(sql: Pool, id: number): Promise<List> {
  const list = await findList(sql, id);
  if (!list) throw noList(id);
  return list;
}

/** Makes a list: private, single opt-in and active unless told otherwise. */
export async function createList(
  { sql, clock }: { sql: Pool; clock: Clock },
  list: Pick<ListContent, 'name'> & Partial<ListContent>,
): Promise<List> {
  return getList(sql, await insertList(sql, { ...emptyList, ...list }, clock.now()));
}

/** Changes what is given. @throws {AppError} `not_found` */
export async function changeList(
  { sql, clock }: { sql: Pool; clock: Clock },
  id: number,
  list: Partial<ListContent>,
): Promise<List> {
  if (!(await updateList(sql, { id, list, now: clock.now() }))) throw noList(id);
  return getList(sql, id);
}

function noList(id: number): AppError {
  return new AppError('not_found', `No list ${id}`, { field: 'id' });
}
