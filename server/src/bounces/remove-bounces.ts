import type { Sql } from '../db/connect.ts';
import { deleteBounces } from './bounce-store.ts';
import { noBounce } from './get-bounces.ts';

/**
 * Deletes bounces: these, those of a person, or all. Who was blocklisted for them stays so.
 *
 * @throws {AppError} `not_found` if none of the ids given is there.
 */
export async function removeBounces(
  sql: Sql,
  which: { ids: readonly number[] } | { subscriberId: number } | 'all',
): Promise<void> {
  const count = await deleteBounces(sql, which);
  if (count === 0 && which !== 'all' && 'ids' in which) throw noBounce(which.ids[0]!);
}
