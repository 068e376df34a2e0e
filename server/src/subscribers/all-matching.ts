import type { Clock } from '../clock.ts';
import type { Pool, Sql } from '../db/connect.ts';
import { assertListsExist } from '../lists/existing-lists.ts';
import { blocklistWith } from './blocklist-subscribers.ts';
import { changeSubscriptionsWith, type SubscriptionChange } from './change-subscriptions.ts';
import { removeWith } from './remove-subscribers.ts';
import { findLastSubscriberId, findSubscriberIdsAfter, type SubscriberFilter } from './subscriber-store.ts';

/*
 * What is done to all subscribers that a filter lets through. It is done in batches, each a transaction of its own, so that
 * sending goes on meanwhile: whoever leaves in a batch has left when that batch is done. Those who come while it runs are
 * not concerned. Each returns how many it was done to.
 */

type AllDeps = { sql: Pool; clock: Clock };

/** A transaction holds up beginnings of messages while it ends: see `lockBeginnings`. */
const batchSize = 1_000;

export function blocklistAll(deps: AllDeps, filter: SubscriberFilter): Promise<number> {
  return inBatches(deps, filter, (tx, ids, now) => blocklistWith(tx, ids, { by: 'operator', now }));
}

export function removeAll(deps: AllDeps, filter: SubscriberFilter): Promise<number> {
  return inBatches(deps, filter, removeWith);
}

/** @throws {AppError} `invalid` if one of the lists does not exist. */
export async function changeSubscriptionsOfAll(
  deps: AllDeps,
  filter: SubscriberFilter,
  change: SubscriptionChange,
): Promise<number> {
  await assertListsExist(deps.sql, change.listIds, 'target_list_ids');
  return inBatches(deps, filter, (tx, ids, now) => changeSubscriptionsWith(tx, { ...change, ids, now }));
}

async function inBatches(
  { sql, clock }: AllDeps,
  filter: SubscriberFilter,
  act: (tx: Sql, ids: number[], now: Date) => Promise<number>,
): Promise<number> {
  const upTo = await findLastSubscriberId(sql);
  let count = 0;
  let after = 0;
  for (;;) {
    const ids = await findSubscriberIdsAfter(sql, filter, { after, upTo, limit: batchSize });
    if (ids.length === 0) return count;
    count += await sql.begin((tx) => act(tx, ids, clock.now()));
    after = ids.at(-1)!;
  }
}
