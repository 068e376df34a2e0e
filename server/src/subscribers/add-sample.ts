import { createReadStream } from 'node:fs';
import type { Clock } from '../clock.ts';
import type { Pool } from '../db/connect.ts';
import { removeLists } from '../lists/remove-lists.ts';
import { createList } from '../lists/save-list.ts';
import type { Import } from './import.ts';
import { importSubscribers } from './import-subscribers.ts';

/** Invented people at addresses of example.com and .test, which are nobody's (RFC 2606); a few rows are bad on purpose. */
const file = new URL('../../sample/subscribers.csv', import.meta.url);

/**
 * Imports the sample that Sluice comes with into a new list, so that there is something to look at.
 *
 * @throws {AppError} `conflict` if an import is running; there is no new list then.
 */
export async function addSample(deps: { sql: Pool; clock: Clock }): Promise<{ listId: number; run: Import }> {
  const { id: listId } = await createList(deps, { name: 'Sample readers', tags: ['sample'] });
  try {
    const run = await importSubscribers(deps, {
      stream: createReadStream(file),
      name: 'Sample subscribers',
      params: {
        ...{ mode: 'subscribe', subscriptionStatus: 'unconfirmed', separator: null, overwrite: false, mapping: {} },
        listIds: [listId],
      },
    });
    return { listId, run };
  } catch (error) {
    await removeLists(deps, [listId]);
    throw error;
  }
}
