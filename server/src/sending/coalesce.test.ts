import { expect, test } from 'vitest';
import { coalesce } from './coalesce.ts';

test('hands over together what came while it was busy, in order, up to the most it may', async () => {
  const batches: number[][] = [];
  const gate = Promise.withResolvers<void>();
  const double = coalesce<number, number>(async (items) => {
    batches.push(items);
    if (batches.length === 1) await gate.promise;
    return items.map((item) => item * 2);
  }, 3);

  const first = double(1);
  await Promise.resolve();
  await Promise.resolve();
  const rest = [2, 3, 4, 5].map(double);
  gate.resolve();
  expect(await Promise.all([first, ...rest])).toEqual([2, 4, 6, 8, 10]);
  expect(batches).toEqual([[1], [2, 3, 4], [5]]);
});

test('a failure is told to those of its batch, and the next goes on', async () => {
  let fails = true;
  const echo = coalesce<string, string>(async (items) => {
    if (fails) throw new Error('away');
    return items;
  }, 10);
  await expect(Promise.all([echo('a'), echo('b')])).rejects.toThrow('away');
  fails = false;
  expect(await echo('c')).toBe('c');
});
