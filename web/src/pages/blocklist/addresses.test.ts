import { expect, test } from 'vitest';
import { addressesIn, csvOf } from './addresses.ts';

test('takes addresses apart however they are separated, each once', () => {
  expect(
    addressesIn(' ada@example.com\nbob@example.com, cyd@example.com;dan@example.com\r\nada@example.com\n'),
  ).toEqual([...['ada@example.com', 'bob@example.com', 'cyd@example.com', 'dan@example.com']]);
  expect(addressesIn(' \n ')).toEqual([]);
});

test('writes each as one field, whatever it holds', async () => {
  expect(await csvOf(['ada@example.com', '"a"@example.com']).text()).toBe(
    'email\n"ada@example.com"\n"""a""@example.com"',
  );
});
