import { type CsvRecord, csvParser } from '../csv/csv-parser.ts';
import { decodeText } from '../csv/decode-text.ts';
import { detectSeparator, type Separator } from '../csv/separator.ts';
import { AppError, invalid } from '../errors.ts';
import type { ImportParams } from './import.ts';
import { type Column, type ImportedPerson, readHeader, readPerson } from './import-columns.ts';

/** What the beginning of a file would be imported as. */
export interface ImportPreview {
  /** What `params` say, or what was found. */
  separator: Separator;
  /** Of the columns, as they stand in the file. */
  headers: string[];
  /** Why none of the file can be imported; the rows then have neither person nor problem. */
  problem: string | null;
  rows: PreviewedRow[];
}

interface PreviewedRow {
  line: number;
  fields: string[];
  person: ImportedPerson | null;
  /** Why it would be rejected. */
  problem: string | null;
}

/** So much of a file is looked at. */
export const previewBytes = 262_144;
const mostRows = 20;

/**
 * Reads the first rows of a file as an import with these params would, and writes nothing. Addresses that come twice, and
 * those that are known, are for the import to find.
 *
 * @throws {AppError} `invalid`, naming `file`, if it is empty or UTF-16.
 */
export async function previewImport(
  stream: AsyncIterable<Uint8Array>,
  { separator: given, mapping }: Pick<ImportParams, 'separator' | 'mapping'>,
): Promise<ImportPreview> {
  const { text, isWhole } = await beginning(stream);
  const separator = given ?? detectSeparator(text);
  const parser = csvParser({ separator });
  const [header, ...records] = [...parser.push(text), ...(isWhole ? parser.end() : [])];
  if (!header) throw invalid('file', 'is empty');
  const first = records.slice(0, mostRows);
  const columns = columnsOf(header, mapping);
  const rows = first.map((record) => previewed(record, columns));
  return { separator, headers: header.fields, problem: typeof columns === 'string' ? columns : null, rows };
}

/** The columns, or why they are none. */
function columnsOf(header: CsvRecord, mapping: ImportParams['mapping']): Column[] | string {
  if (header.problem !== undefined) return `line ${header.line} (the header) ${header.problem}`;
  try {
    return readHeader(header, mapping);
  } catch (error) {
    if (error instanceof AppError) return error.message.replace(/^file: /, '');
    throw error;
  }
}

function previewed(record: CsvRecord, columns: Column[] | string): PreviewedRow {
  const { line, fields } = record;
  if (typeof columns === 'string') return { line, fields, person: null, problem: null };
  const person = readPerson(columns, record);
  return typeof person === 'string'
    ? { line, fields, person: null, problem: person }
    : { line, fields, person, problem: null };
}

async function beginning(stream: AsyncIterable<Uint8Array>): Promise<{ text: string; isWhole: boolean }> {
  let left = previewBytes;
  let isWhole = true;
  async function* head(): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      isWhole = chunk.length <= left;
      yield chunk.subarray(0, left);
      left -= Math.min(left, chunk.length);
      if (!isWhole) return;
    }
  }
  let text = '';
  for await (const piece of decodeText(head())) text += piece;
  return { text, isWhole };
}
