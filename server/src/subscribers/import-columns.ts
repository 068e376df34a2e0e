import type { CsvRecord } from '../csv/csv-parser.ts';
import { AppError, invalid } from '../errors.ts';
import { normaliseEmail } from '../messages/address.ts';
import { type Attribs, attribsProblem } from './attribs.ts';

/** What each column of a file becomes: `email`, `name`, `attributes` (a JSON object), one attribute, or nothing. */
export type Column = { kind: 'email' | 'name' | 'attributes' | 'ignored' } | { kind: 'attribute'; key: string };

/** What a row of a file says of one person. */
export interface ImportedPerson {
  email: string;
  /** Empty when the file does not say. */
  name: string;
  attribs: Attribs;
}

const knownHeaders: Record<string, 'email' | 'name' | 'attributes'> = {
  email: 'email',
  'e-mail': 'email',
  name: 'name',
  attributes: 'attributes',
};

/**
 * Reads the header line. `email` (or `e-mail`), `name` and `attributes` are known in any case; every other column is an
 * attribute by its header's name, and a column without a name is left out.
 *
 * @param mapping Header to `email`, `name`, `attributes` or the name of an attribute, before the rule above.
 * @throws {AppError} `invalid` if there is no email column, or two columns are for the same.
 */
export function readHeader({ fields, line }: CsvRecord, mapping: Readonly<Record<string, string>> = {}): Column[] {
  const mapped = new Map(Object.entries(mapping).map(([header, field]) => [header.trim().toLowerCase(), field]));
  const columns = fields.map((field): Column => {
    const header = field.trim();
    const key = mapped.get(header.toLowerCase()) ?? header;
    const known = Object.hasOwn(knownHeaders, key.toLowerCase()) ? knownHeaders[key.toLowerCase()] : undefined;
    if (known) return { kind: known };
    return key === '' ? { kind: 'ignored' } : { kind: 'attribute', key };
  });

  const names = columns.flatMap((column) => {
    if (column.kind === 'ignored') return [];
    return [column.kind === 'attribute' ? column.key : column.kind];
  });
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw invalid('file', `line ${line} (the header) has two columns for ${shown(twice)}`);
  if (!columns.some(({ kind }) => kind === 'email')) {
    throw invalid('file', `line ${line} (the header) has no email column, only ${fields.map(shown).join(', ')}`);
  }
  return columns;
}

/** What a row says, or why it is rejected. */
export function readPerson(columns: readonly Column[], { fields, problem }: CsvRecord): ImportedPerson | string {
  if (problem !== undefined) return problem;
  if (fields.slice(columns.length).some((field) => field.trim() !== '')) {
    return `has ${fields.length} columns, the header ${columns.length}`;
  }
  if (fields.some((field) => field.includes('\0'))) return 'contains a NUL character';
  if (fields.some((field) => field.includes('\ufffd'))) return 'contains characters that are not UTF-8';

  let email = '';
  let name = '';
  let attributes: unknown = {};
  const own: [string, string][] = [];
  for (const [i, column] of columns.entries()) {
    const value = withoutGuard(fields[i]?.trim() ?? '');
    if (value === '') continue;
    if (column.kind === 'email') email = value;
    else if (column.kind === 'name') name = value;
    else if (column.kind === 'attribute') own.push([column.key, value]);
    else if (column.kind === 'attributes') {
      attributes = parseJson(value);
      if (attributes === undefined) return 'attributes: is not valid JSON';
    }
  }
  if (email === '') return 'email: is empty';
  if (name.length > 2000) return 'name: must have at most 2000 characters';
  const problemOfAttributes = attribsProblem(attributes);
  if (problemOfAttributes) return `attributes: ${problemOfAttributes}`;
  const attribs: Attribs = Object.fromEntries([...Object.entries(attributes as Attribs), ...own]);
  const tooMuch = attribsProblem(attribs);
  if (tooMuch) return `attributes: ${tooMuch}`;
  try {
    return { email: normaliseEmail(email), name, attribs };
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

/** Takes off the apostrophe that an export puts before what looks like a formula; see `csvLine`. */
function withoutGuard(value: string): string {
  return value.replace(/^'(?=[=+\-@])/, '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function shown(header: string): string {
  return JSON.stringify(header.length > 100 ? `${header.slice(0, 100)}…` : header);
}
