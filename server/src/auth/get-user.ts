import type { Sql } from '../db/connect.ts';
import { AppError } from '../errors.ts';
import type { User } from './user.ts';
import { findUser } from './user-store.ts';

/** @throws {AppError} `not_found`. */
export async function getUser(sql: Sql, id: number): Promise<User> {
  const user = await findUser(sql, id);
  if (!user) throw new AppError('not_found', `id: no user ${id}`, { field: 'id' });
  return user;
}
