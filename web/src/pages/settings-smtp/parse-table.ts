/** A text as a table: of a CSV file, or of cells that were copied from a spreadsheet. */
export interface ParsedTable {
  headers: string[];
  /** With the line on which each begins; blank ones are left out. */
  rows: { line: number; cells: string[] }[];
}

/**
 * Reads comma, semicolon or tab separated values (RFC 4180): the separator is whichever the first line has most of. Fields
 * may be quoted, and then hold separators, line ends and doubled quotes.
 */
export function parseTable(text: string): ParsedTable {
  const records = recordsOf(text.replace(/^\uFEFF/, ''), separatorOf(text));
  const [head, ...rows] = records.filter(({ cells }) => cells.some((cell) => cell !== ''));
  return { headers: head?.cells ?? [], rows };
}

function separatorOf(text: string): string {
  const head = text.trimStart().split(/\r?\n/, 1)[0]!;
  const count = (separator: string) => head.split(separator).length;
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0]!;
}

function recordsOf(text: string, separator: string): ParsedTable['rows'] {
  const records: ParsedTable['rows'] = [];
  let cells: string[] = [];
  let [line, beganAt, at] = [1, 1, 0];

  while (at < text.length) {
    const { value, end } = text[at] === '"' ? quoted(text, at) : bare(text, at, separator);
    cells.push(value.trim());
    line += text.slice(at, end).split('\n').length - 1;
    at = end;
    if (text[at] === separator) {
      at++;
      if (at < text.length) continue;
      cells.push('');
    }
    records.push({ line: beganAt, cells });
    cells = [];
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    line++;
    beganAt = line;
  }
  return records;
}

function bare(text: string, from: number, separator: string): { value: string; end: number } {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
  return { value: text.slice(from, end), end };
}

/** A quote that is never closed holds all the rest. */
function quoted(text: string, from: number): { value: string; end: number } {
  let value = '';
  let at = from + 1;
  for (;;) {
    const next = text.indexOf('"', at);
    if (next < 0) return { value: value + text.slice(at), end: text.length };
    value += text.slice(at, next);
    if (text[next + 1] !== '"') return afterQuote(text, value, next + 1);
    value += '"';
    at = next + 2;
  }
}

/** What stands between a closing quote and the separator belongs to the value: nothing is lost silently. */
function afterQuote(text: string, value: string, from: number): { value: string; end: number } {
  const rest = /[^,;\t\r\n]*/y;
  rest.lastIndex = from;
  const more = rest.exec(text)![0];
  return { value: value + more, end: from + more.length };
}
