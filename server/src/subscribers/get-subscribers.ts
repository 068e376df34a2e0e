import type { Sql } from '../db/connect.ts';
import { AppError, invalid } from '../errors.ts';
import { normaliseEmail } from '../messages/address.ts';
import type { Subscriber } from './subscriber.ts';
import {
  findSubscriber,
  findSubscriberIdsByEmail,
  findSubscribers,
  type SubscriberFilter,
  type SubscriberOrder,
  type SubscriberRow,
} from './subscriber-store.ts';
import { findSubscribedLists } from './subscription-store.ts';

/** @throws {AppError} `not_found` */
export async function getSubscriber(sql: Sql, id: number): Promise<Subscriber> {
  const row = await findSubscriber(sql, id);
  if (!row) throw noSubscriber(id);
  return (await withLists(sql, [row]))[0]!;
}

/** A page of the subscribers that the filter lets through, and how many those are in all. */
export async function getSubscribers(
  sql: Sql,
  filter: SubscriberFilter,
  paging: { order: SubscriberOrder; limit: number | null; offset: number },
): Promise<{ results: Subscriber[]; total: number }> {
  const { results, total } = await findSubscribers(sql, filter, paging);
  return { results: await withLists(sql, results), total };
}

/**
 * The ids of the subscribers with these addresses.
 *
 * @throws {AppError} `invalid`, naming `subscribers`, if one is no address, or nobody's.
 */
export async function getSubscriberIds(sql: Sql, emails: readonly string[]): Promise<number[]> {
  const wanted = emails.map((email) => normaliseEmail(email, 'subscribers').toLowerCase());
  const found = await findSubscriberIdsByEmail(sql, wanted);
  const missing = wanted.filter((email) => !found.some((subscriber) => subscriber.email === email));
  if (missing.length > 0) throw invalid('subscribers', `there is no subscriber ${missing.join(', ')}`);
  return found.map(({ id }) => id);
}

/** The `not_found` of one or several subscribers. */
export function noSubscriber(...ids: readonly number[]): AppError {
  return new AppError('not_found', `No subscriber ${ids.join(', ')}`, { field: ids.length === 1 ? 'id' : 'ids' });
}

async function withLists(sql: Sql, rows: readonly SubscriberRow[]): Promise<Subscriber[]> {
  const ids = rows.map(({ id }) => id);
  const lists = await findSubscribedLists(sql, ids);
  return rows.map((row) => ({ ...row, lists: lists.get(row.id)! }));
}
