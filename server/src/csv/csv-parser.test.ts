import { parse as parseWithCsvParse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvParser } from './csv-parser.ts';

function parse(pieces: string[], options: { separator?: string; maxRecordChars?: number } = {}) {
  const parser = csvParser({ separator: ',', ...options });
  return [...pieces.flatMap((piece) => parser.push(piece)), ...parser.end()];
}

const fieldsOf = (text: string) => parse([text]).map(({ fields }) => fields);

test('parses quotes, doubled quotes, separators and line ends inside them', () => {
  expect(fieldsOf('a,"b ""c"", d\ne",f\r\n"",x\n')).toEqual([
    ['a', 'b "c", d\ne', 'f'],
    ['', 'x'],
  ]);
});

test('takes a quote inside an unquoted field as it is', () => {
  expect(fieldsOf('5" pipe,a "b" c\n')).toEqual([['5" pipe', 'a "b" c']]);
});

test('names the physical line on which each record begins', () => {
  const records = parse(['a\n\n"b\nb\r\nb"\r\n\r\nc\rd']);
  expect(records.map(({ line, raw }) => [line, raw])).toEqual([
    [1, 'a'],
    [3, '"b\nb\r\nb"'],
    [7, 'c'],
    [8, 'd'],
  ]);
});

describe('a line that is no record', () => {
  test('costs that line alone when text follows a closing quote', () => {
    expect(parse(['"a"b,c\nd,e\n'])).toMatchObject([
      { line: 1, raw: '"a"b,c', problem: 'has text after a closing quote' },
      { line: 2, fields: ['d', 'e'] },
    ]);
  });

  test('costs that line alone when its quote is never closed', () => {
    expect(parse(['x\n"a,b\nc,d\n', 'e,f'])).toMatchObject([
      { line: 1 },
      { line: 2, raw: '"a,b', problem: 'has a quote that is never closed' },
      { line: 3, fields: ['c', 'd'] },
      { line: 4, fields: ['e', 'f'] },
    ]);
  });

  test('is dropped as it comes when it is too long, and shortened', () => {
    const records = parse(['abc\n', ...Array<string>(50).fill('x'.repeat(40)), '\nd\n'], { maxRecordChars: 100 });
    expect(records).toMatchObject([
      { line: 1, fields: ['abc'] },
      { line: 2, raw: 'x'.repeat(100), problem: expect.stringContaining('longer than 100 characters') },
      { line: 3, fields: ['d'] },
    ]);
  });

  test('ends an open quote after the most that is kept', () => {
    const records = parse(['"open\n', ...Array<string>(9).fill('0123456789\n')], { maxRecordChars: 50 });
    expect(records[0]).toMatchObject({ line: 1, raw: '"open', problem: expect.stringContaining('never closed') });
    expect(records.slice(1)).toHaveLength(9);
    expect(records.at(-1)).toMatchObject({ line: 10, fields: ['0123456789'] });
  });
});

const separator = fc.constantFrom(',', ';', '\t');
const field = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '"', ',', ';', '\t', '\n', '\r', ' '), maxLength: 6 });
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');

/** Quotes what has to be, and now and then what need not. */
function written(fields: string[], by: string, quoteAll: boolean) {
  return fields
    .map((text) => (quoteAll || /["\n\r]/.test(text) || text.includes(by) ? `"${text.replaceAll('"', '""')}"` : text))
    .join(by);
}

test('reads back whatever was written, however it is cut into pieces', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 6 }),
      separator,
      lineEnd,
      fc.boolean(),
      fc.array(fc.nat(), { maxLength: 5 }),
      (rows, by, end, quoteAll, cuts) => {
        const text = rows.map((row) => written(row, by, quoteAll) + end).join('');
        const at = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
        const pieces = at.slice(1).map((to, i) => text.slice(at[i], to));
        expect(parse(pieces, { separator: by }).map(({ fields }) => fields)).toEqual(rows);
      },
    ),
  );
});

test('gives the same records whatever the pieces, for any text', () => {
  fc.assert(
    fc.property(field, field, field, field, fc.nat({ max: 12 }), (a, b, c, d, cut) => {
      const text = `${a},${b}\n${c},"${d}`;
      expect(parse([text.slice(0, cut), text.slice(cut)])).toEqual(parse([text]));
      expect(parse([...text])).toEqual(parse([text]));
    }),
  );
});

test('agrees with csv-parse on what is well-formed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      (rows, end, quoteAll) => {
        const text = rows.map((row) => written(row, ',', quoteAll) + end).join('');
        const options = { relax_column_count: true, record_delimiter: end };
        expect(fieldsOf(text)).toEqual(parseWithCsvParse(text, options));
      },
    ),
  );
});
