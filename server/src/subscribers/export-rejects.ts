import { csvLine } from '../csv/write-csv.ts';
import type { Sql } from '../db/connect.ts';
import { findRejects } from './import-store.ts';

const pageSize = 2000;

/** What an import rejected as CSV, a page of lines at a time, in the order of the file. */
export async function* exportRejects(sql: Sql, importId: number): AsyncGenerator<string> {
  yield csvLine(['line', 'reason', 'record']);
  let after = 0;
  while (true) {
    const rejects = await findRejects(sql, { importId, after, limit: pageSize });
    if (rejects.length === 0) return;
    after = rejects.at(-1)!.line;
    yield rejects.map(({ line, reason, record }) => csvLine([String(line), reason, record])).join('');
  }
}
