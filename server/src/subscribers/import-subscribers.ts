import type { Clock } from '../clock.ts';
import { type CsvParser, type CsvRecord, csvParser } from '../csv/csv-parser.ts';
import { decodeText } from '../csv/decode-text.ts';
import { detectSeparator } from '../csv/separator.ts';
import type { Pool, Sql } from '../db/connect.ts';
import { AppError, errorLine, invalid } from '../errors.ts';
import { assertListsExist } from '../lists/existing-lists.ts';
import type { Import, ImportParams } from './import.ts';
import { importBatch } from './import-batch.ts';
import { createBatchTables, dropBatchTables } from './import-batch-store.ts';
import { type Column, readHeader } from './import-columns.ts';
import {
  endImport,
  failAbandonedImports,
  findImport,
  insertImport,
  releaseImportLock,
  takeImportLock,
} from './import-store.ts';

/** A batch ends at so many records, or so many characters: what is in memory is bounded by either. */
const batchRecords = 5000;
const batchChars = 4 * 2 ** 20;

/** A header line that is longer is read with the separator found so far. */
const longestHead = 65_536;

/**
 * Imports subscribers from CSV, reading `stream` no faster than the database takes the rows. Each batch is committed by
 * itself with its counts: whatever ends the import early, what was imported stays, and the file may be sent again.
 *
 * Every record is either imported or kept as a reject with its line and reason. One that repeats an address of the file
 * is a reject. People who are known are updated, by address in any case; nobody who left is subscribed again.
 *
 * @param file.name Shown with the import; not opened.
 * @returns The import as it ended: `finished`, or `stopped` by someone.
 * @throws {AppError} `conflict` if an import is running; `invalid` if a list does not exist, or the file is empty, has no
 *   email column or is UTF-16. Whatever is thrown once it has begun is also kept as the error of the failed import.
 */
export async function importSubscribers(
  deps: { sql: Pool; clock: Clock },
  file: { stream: AsyncIterable<Uint8Array>; name: string; params: ImportParams },
): Promise<Import> {
  await assertListsExist(deps.sql, file.params.listIds);
  const connection = await deps.sql.reserve();
  try {
    if (!(await takeImportLock(connection))) throw new AppError('conflict', 'An import is running');
    try {
      await failAbandonedImports(connection, deps.clock.now());
      return await run({ ...deps, connection }, file);
    } finally {
      await releaseImportLock(connection);
    }
  } finally {
    connection.release();
  }
}

async function run(
  { sql, connection, clock }: { sql: Pool; connection: Sql; clock: Clock },
  { stream, name, params }: { stream: AsyncIterable<Uint8Array>; name: string; params: ImportParams },
): Promise<Import> {
  const { id } = await insertImport(sql, { name, params, now: clock.now() });
  try {
    await dropBatchTables(connection);
    await createBatchTables(connection);
    let columns: Column[] | null = null;
    let rows = 0;
    for await (const batch of batches(readRecords(stream, params.separator))) {
      columns ??= headerOf(batch.shift()!, params);
      rows += batch.length;
      const batchOf = { importId: id, params, columns, records: batch, now: clock.now() };
      if (!(await commitIfTrue(connection, () => importBatch(connection, batchOf)))) break;
    }
    if (!columns) throw invalid('file', 'is empty');
    if (rows === 0) throw invalid('file', 'has a header line but no rows');
    await endImport(sql, { id, status: 'finished', error: null, now: clock.now() });
  } catch (error) {
    await endImport(sql, { id, status: 'failed', error: errorLine(error), now: clock.now() });
    throw error;
  } finally {
    await dropBatchTables(connection);
  }
  return (await findImport(sql, id))!;
}

function headerOf(record: CsvRecord, { mapping }: ImportParams): Column[] {
  if (record.problem !== undefined) throw invalid('file', `line ${record.line} (the header) ${record.problem}`);
  return readHeader(record, mapping);
}

async function* readRecords(
  stream: AsyncIterable<Uint8Array>,
  separator: ImportParams['separator'],
): AsyncGenerator<CsvRecord[]> {
  let parser: CsvParser | null = null;
  let head = '';
  for await (const text of decodeText(stream)) {
    head += text;
    if (!parser && head.length < longestHead && !/\S.*[\r\n]/.test(head)) continue;
    parser ??= csvParser({ separator: separator ?? detectSeparator(head) });
    yield parser.push(head);
    head = '';
  }
  parser ??= csvParser({ separator: separator ?? detectSeparator(head) });
  yield [...parser.push(head), ...parser.end()];
}

async function* batches(groups: AsyncIterable<CsvRecord[]>): AsyncGenerator<CsvRecord[]> {
  let batch: CsvRecord[] = [];
  let chars = 0;
  for await (const records of groups) {
    for (const record of records) {
      batch.push(record);
      chars += record.raw.length;
      if (batch.length >= batchRecords || chars >= batchChars) {
        yield batch;
        batch = [];
        chars = 0;
      }
    }
  }
  if (batch.length > 0) yield batch;
}

async function commitIfTrue(connection: Sql, work: () => Promise<boolean>): Promise<boolean> {
  await connection`begin`;
  try {
    const good = await work();
    await (good ? connection`commit` : connection`rollback`);
    return good;
  } catch (error) {
    await connection`rollback`;
    throw error;
  }
}
