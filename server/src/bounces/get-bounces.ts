import type { Sql } from '../db/connect.ts';
import { AppError } from '../errors.ts';
import type { Bounce } from './bounce.ts';
import { findBounces } from './bounce-store.ts';

/** Most bounces of one person that are told at once. */
const mostOfOne = 1_000;

/** A person's bounces, the newest first; none for somebody who does not exist. */
export async function getBouncesOf(sql: Sql, subscriberId: number): Promise<Bounce[]> {
  const order = { by: 'created_at', direction: 'desc' } as const;
  return (await findBounces(sql, { subscriberId }, { order, limit: mostOfOne, offset: 0 })).results;
}

/** @throws {AppError} `not_found` */
export async function getBounce(sql: Sql, id: number): Promise<Bounce> {
  const order = { by: 'created_at', direction: 'desc' } as const;
  const [bounce] = (await findBounces(sql, { id }, { order, limit: 1, offset: 0 })).results;
  if (!bounce) throw noBounce(id);
  return bounce;
}

export function noBounce(id: number): AppError {
  return new AppError('not_found', `No bounce ${id}`);
}
