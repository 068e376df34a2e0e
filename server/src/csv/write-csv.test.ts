import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvParser } from './csv-parser.ts';
import { detectSeparator } from './separator.ts';
import { csvLine } from './write-csv.ts';

test('writes what the parser reads back, but for formulas', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), (fields) => {
      const [record] = csvParser({ separator: ',' }).push(csvLine(fields));
      expect(record!.fields.map((field) => field.replace(/^'(?=[=+\-@\t\r])/, ''))).toEqual(
        fields.map((field) => field.replace(/^'(?=[=+\-@\t\r])/, '')),
      );
    }),
  );
});

test('disarms what a spreadsheet would run', () => {
  expect(csvLine(['=1+1', '+49 30', '-5.5', '@sum', 'a=b'])).toBe("'=1+1,'+49 30,-5.5,'@sum,a=b\r\n");
});

test('finds the separator in the header line', () => {
  expect(detectSeparator('email;name;"a,b,c,d"')).toBe(';');
  expect(detectSeparator('email\tname')).toBe('\t');
  expect(detectSeparator('email,name;x,y')).toBe(',');
  expect(detectSeparator('email')).toBe(',');
});
