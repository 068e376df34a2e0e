import { csvLine } from '../csv/write-csv.ts';
import type { Sql } from '../db/connect.ts';
import { findSubscribersAfter, type SubscriberFilter } from './subscriber-store.ts';

const pageSize = 2000;

/** Subscribers as CSV, a page of lines at a time, by ascending id. Importing it again gives the same people. */
export async function* exportSubscribers(sql: Sql, filter: SubscriberFilter): AsyncGenerator<string> {
  yield csvLine(['uuid', 'email', 'name', 'attributes', 'status', 'created_at', 'updated_at']);
  let after = 0;
  while (true) {
    const rows = await findSubscribersAfter(sql, filter, { after, limit: pageSize });
    if (rows.length === 0) return;
    after = rows.at(-1)!.id;
    yield rows
      .map(({ uuid, email, name, attribs, status, createdAt, updatedAt }) =>
        csvLine([uuid, email, name, JSON.stringify(attribs), status, createdAt.toISOString(), updatedAt.toISOString()]),
      )
      .join('');
  }
}
