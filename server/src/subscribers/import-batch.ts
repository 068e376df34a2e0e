import type { CsvRecord } from '../csv/csv-parser.ts';
import type { Sql } from '../db/connect.ts';
import { blocklistWith } from './blocklist-subscribers.ts';
import type { ImportParams, ImportReject } from './import.ts';
import {
  copyBatch,
  idsOfKnown,
  insertNewSubscribers,
  overwriteSubscribers,
  planForBatches,
  subscribeKnown,
  takeRepeats,
} from './import-batch-store.ts';
import { type Column, type ImportedPerson, readPerson } from './import-columns.ts';
import { countBatch, insertRejects } from './import-store.ts';

const longestRecord = 10_000;

/**
 * Imports some records of a file in the caller's transaction, and counts them. False if the import was stopped; the
 * caller then rolls back.
 */
export async function importBatch(
  tx: Sql,
  {
    importId,
    params,
    columns,
    records,
    now,
  }: {
    importId: number;
    params: ImportParams;
    columns: readonly Column[];
    records: readonly CsvRecord[];
    now: Date;
  },
): Promise<boolean> {
  const people: (ImportedPerson & { line: number })[] = [];
  const rejects: ImportReject[] = [];
  for (const record of records) {
    const person = readPerson(columns, record);
    if (typeof person === 'string') rejects.push(rejectOf(record, person));
    else people.push({ ...person, line: record.line });
  }

  await planForBatches(tx);
  await copyBatch(tx, people);
  const repeats = new Map((await takeRepeats(tx)).map(({ line, firstLine }) => [line, firstLine]));
  for (const record of records) {
    const firstLine = repeats.get(record.line);
    if (firstLine !== undefined) rejects.push(rejectOf(record, `duplicate of line ${firstLine}`));
  }
  const { listIds, overwrite, subscriptionStatus } = params;
  const subscribed = { listIds, status: subscriptionStatus };
  if (params.mode === 'blocklist') {
    await insertNewSubscribers(tx, { status: 'blocklisted', subscribed: { ...subscribed, listIds: [] }, now });
    await blocklistWith(tx, await idsOfKnown(tx), { by: 'import', now });
  } else {
    await insertNewSubscribers(tx, { status: 'enabled', subscribed, now });
    if (overwrite) await overwriteSubscribers(tx, now);
    await subscribeKnown(tx, { ...subscribed, overwrite, now });
  }
  if (rejects.length > 0) await insertRejects(tx, importId, rejects);
  return countBatch(tx, { id: importId, imported: people.length - repeats.size, rejected: rejects.length, now });
}

/** A lost character would make the text unstorable, and so would a NUL. */
function rejectOf({ line, raw }: CsvRecord, reason: string): ImportReject {
  return { line, reason, record: raw.slice(0, longestRecord).toWellFormed().replaceAll('\0', '\u2400') };
}
