import { describe, expect, test } from 'vitest';
import type { CsvRecord } from '../csv/csv-parser.ts';
import { readHeader, readPerson } from './import-columns.ts';

const record = (...fields: string[]): CsvRecord => ({ line: 1, fields, raw: fields.join() });

describe('the header', () => {
  test('knows its columns in any case, and takes the rest for attributes', () => {
    expect(readHeader(record(' E-Mail ', 'NAME', 'Attributes', 'City', ''))).toEqual([
      { kind: 'email' },
      { kind: 'name' },
      { kind: 'attributes' },
      { kind: 'attribute', key: 'City' },
      { kind: 'ignored' },
    ]);
  });

  test('is mapped as the caller says', () => {
    expect(readHeader(record('Adresse', 'Stadt', 'Name'), { adresse: 'email', Stadt: 'city', name: '' })).toEqual([
      { kind: 'email' },
      { kind: 'attribute', key: 'city' },
      { kind: 'ignored' },
    ]);
  });

  test('needs one email column', () => {
    expect(() => readHeader(record('name', 'city'))).toThrow(
      'file: line 1 (the header) has no email column, only "name", "city"',
    );
    expect(() => readHeader(record('email', 'E-mail'))).toThrow('has two columns for "email"');
    expect(() => readHeader(record('constructor'))).toThrow('no email column');
  });
});

describe('a row', () => {
  const columns = readHeader(record('email', 'name', 'attributes', 'city', '__proto__'));

  test('is a person with attributes; blank cells say nothing', () => {
    expect(readPerson(columns, record(' Ada@EXAMPLE.com ', ' Ada ', '{"a":1,"city":"x"}', 'Köln'))).toEqual({
      email: 'Ada@example.com',
      name: 'Ada',
      attribs: { a: 1, city: 'Köln' },
    });
    expect(readPerson(columns, record('ada@bücher.example.com'))).toMatchObject({
      email: 'ada@xn--bcher-kva.example.com',
      attribs: {},
    });
  });

  test('may have attributes of any name', () => {
    const person = readPerson(columns, record('ada@example.com', '', '', '', 'x'));
    expect(JSON.stringify(person)).toContain('"attribs":{"__proto__":"x"}');
  });

  test.each([
    [record('ada.example.com'), 'email: must be an email address such as ada@example.com'],
    [record('', 'Ada'), 'email: is empty'],
    [record(`${'a'.repeat(65)}@example.com`), 'email: must have at most 64 bytes before the @'],
    [record('ada@example.com', 'x'.repeat(2001)), 'name: must have at most 2000 characters'],
    [record('ada@example.com', '', '{"a":'), 'attributes: is not valid JSON'],
    [record('ada@example.com', '', '[1]'), 'attributes: must be a JSON object'],
    [record('ada@example.com', '', '{"a":"\\u0000"}'), 'attributes: must not contain a NUL character'],
    [
      record('ada@example.com', '', `{"a":${'['.repeat(999)}${']'.repeat(999)}}`),
      'attributes: must be nested at most 32 deep',
    ],
    [record('ada@example.com', '\0'), 'contains a NUL character'],
    [record('ada@example.com', 'J\ufffdrg'), 'contains characters that are not UTF-8'],
    [record('ada@example.com', '', '', '', '', 'x'), 'has 6 columns, the header 5'],
    [{ ...record(), problem: 'has text after a closing quote' }, 'has text after a closing quote'],
  ])('is rejected with a reason: %j', (row, reason) => {
    expect(readPerson(columns, row)).toBe(reason);
  });
});
