import { expect, test } from 'vitest';
import { bySeries } from './plan-series.ts';

const server = (name: string, sent: number) => ({ uuid: name, name, sent });

test('the busiest servers have a series of their own, the others share one', () => {
  const servers = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name, i) => server(name, 10 - i));
  const { names, rows } = bySeries([{ day: '2026-11-24', sent: 49, servers }]);
  expect(names).toEqual(['a', 'b', 'c', 'd', 'e', 'others']);
  expect(rows).toEqual([{ day: '2026-11-24', sent: { a: 10, b: 9, c: 8, d: 7, e: 6, others: 9 } }]);
});

test('a single one beyond that shows by its name', () => {
  const servers = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => server(name, 1));
  expect(bySeries([{ day: '2026-11-24', sent: 6, servers }]).names).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
});
