/** One record of a CSV file, or, with a `problem`, one line that is none. */
export interface CsvRecord {
  /** The physical line on which it begins, from 1. */
  line: number;
  fields: string[];
  /** As it stands in the file, without its line end; shortened if it is longer than `maxRecordChars`. */
  raw: string;
  problem?: string;
}

/** Takes text in pieces, in their order. */
export interface CsvParser {
  /** The records that end within the text so far. */
  push(text: string): CsvRecord[];
  /** The last record, if the text does not end with a line end. */
  end(): CsvRecord[];
}

const lineEnds = /\r\n|\n|\r/g;

/**
 * A CSV parser (RFC 4180) that takes text in pieces and loses nothing: what is no record comes out as a `problem`, with
 * its line, and parsing goes on at the next line, so that one stray quote costs one line and not the rest of the file.
 *
 * Lines end with LF, CRLF or CR. Empty lines are skipped. A quote inside an unquoted field stands for itself. At most
 * `maxRecordChars` of text are kept between two calls.
 *
 * @param options.separator One character.
 * @param options.maxRecordChars A longer record is a problem; 1,048,576 unless given.
 */
export function csvParser(options: { separator: string; maxRecordChars?: number }): CsvParser {
  const { separator, maxRecordChars = 2 ** 20 } = options;
  const tooLong = `is longer than ${maxRecordChars} characters, or has a quote that is never closed`;
  let rest = '';
  let line = 1;
  /** Within a line that was too long to keep. */
  let skipping = false;

  function read(atEnd: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    let at = 0;
    while (at < rest.length) {
      const lineEnd = findLineEnd(rest, at, atEnd);
      if (skipping) {
        at = lineEnd ? lineEnd.next : rest.length;
        if (lineEnd || atEnd) line += 1;
        skipping = !lineEnd;
        continue;
      }
      const found = readRecord(rest, at, { separator, lineEnd, atEnd });
      const mayGrow = !atEnd && rest.length - at <= maxRecordChars;
      if (mayGrow && (found.kind === 'incomplete' || (found.kind === 'problem' && !lineEnd))) break;

      if (found.kind === 'record' && found.end - at <= maxRecordChars) {
        if (found.end > at) records.push({ line, fields: found.fields, raw: rest.slice(at, found.end) });
        line += countLineEnds(rest, at, found.next);
        at = found.next;
        continue;
      }
      const open = found.kind === 'incomplete' && atEnd ? 'has a quote that is never closed' : tooLong;
      const problem = found.kind === 'problem' ? found.problem : open;
      const raw = rest.slice(at, lineEnd?.start ?? rest.length).slice(0, maxRecordChars);
      records.push({ line, fields: [], raw, problem });
      skipping = !lineEnd;
      if (lineEnd) line += 1;
      at = lineEnd ? lineEnd.next : rest.length;
    }
    rest = rest.slice(at);
    return records;
  }

  return {
    push(text) {
      rest += text;
      return read(false);
    },
    end: () => read(true),
  };
}

interface LineEnd {
  start: number;
  next: number;
}

/** `null` also for a CR that is the last character so far: an LF may follow. */
function findLineEnd(text: string, from: number, atEnd: boolean): LineEnd | null {
  lineEnds.lastIndex = from;
  const match = lineEnds.exec(text);
  if (!match) return null;
  const next = match.index + match[0].length;
  if (match[0] === '\r' && next === text.length && !atEnd) return null;
  return { start: match.index, next };
}

function countLineEnds(text: string, from: number, to: number): number {
  let count = 0;
  lineEnds.lastIndex = from;
  for (let match = lineEnds.exec(text); match && match.index < to; match = lineEnds.exec(text)) count += 1;
  return count;
}

type Found =
  | { kind: 'record'; fields: string[]; end: number; next: number }
  | { kind: 'problem'; problem: string }
  /** More text may complete it; at the end of the text, it is an open quote. */
  | { kind: 'incomplete' };

const incomplete: Found = { kind: 'incomplete' };

function readRecord(
  text: string,
  from: number,
  { separator, lineEnd, atEnd }: { separator: string; lineEnd: LineEnd | null; atEnd: boolean },
): Found {
  const firstLine = text.slice(from, lineEnd?.start ?? text.length);
  if (!firstLine.includes('"')) {
    if (!lineEnd && !atEnd) return incomplete;
    const end = from + firstLine.length;
    return { kind: 'record', fields: firstLine.split(separator), end, next: lineEnd?.next ?? text.length };
  }

  const fields: string[] = [];
  let at = from;
  let currentLineEnd = lineEnd;
  while (true) {
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1);
      if (close === -1 || (close === text.length - 1 && !atEnd)) return incomplete;
      fields.push(text.slice(at + 1, close).replaceAll('""', '"'));
      at = close + 1;
      currentLineEnd = findLineEnd(text, at, atEnd);
    } else {
      const end = currentLineEnd?.start ?? text.length;
      const remaining = text.slice(at, end);
      const length = remaining.indexOf(separator);
      const field = length === -1 ? remaining : remaining.slice(0, length);
      fields.push(field);
      at += field.length;
    }

    if (text[at] === separator) {
      at += 1;
    } else if (at === currentLineEnd?.start) {
      return { kind: 'record', fields, end: at, next: currentLineEnd.next };
    } else if (at === text.length || (text[at] === '\r' && at === text.length - 1)) {
      return atEnd ? { kind: 'record', fields, end: at, next: at } : incomplete;
    } else {
      return { kind: 'problem', problem: 'has text after a closing quote' };
    }
  }
}

/** Where the quote is that ends a quoted field, or -1. Two quotes in a row are one quote of the field. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}
