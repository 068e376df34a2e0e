import { expect, test } from 'vitest';
import { parseTable } from './parse-table.ts';

test('reads commas, semicolons and tabs, and tells the line of each row', () => {
  expect(parseTable('host,port\nmail2.example.com,587\r\n\r\nmail3.example.com,25\n')).toEqual({
    headers: ['host', 'port'],
    rows: [
      { line: 2, cells: ['mail2.example.com', '587'] },
      { line: 4, cells: ['mail3.example.com', '25'] },
    ],
  });
  expect(parseTable('host;port\na;1').rows).toEqual([{ line: 2, cells: ['a', '1'] }]);
  expect(parseTable('\uFEFFhost\tport\na\t').rows).toEqual([{ line: 2, cells: ['a', ''] }]);
});

test('reads quoted fields with separators, quotes and line ends', () => {
  expect(parseTable('name,password\nmail2,"a,""b""\nc"\nmail3, d ').rows).toEqual([
    { line: 2, cells: ['mail2', 'a,"b"\nc'] },
    { line: 4, cells: ['mail3', 'd'] },
  ]);
  expect(parseTable('a,b\n"x"y,"never closed').rows).toEqual([{ line: 2, cells: ['xy', 'never closed'] }]);
});

test('reads nothing as nothing', () => {
  expect(parseTable(' \n')).toEqual({ headers: [], rows: [] });
});
