import { expect, test } from 'vitest';
import { limitOf, orderOf, pageView } from './paging.ts';

test('a page is a stretch of the rows', () => {
  expect(limitOf({ page: 1, per_page: 20 })).toEqual({ limit: 20, offset: 0 });
  expect(limitOf({ page: 3, per_page: 50 })).toEqual({ limit: 50, offset: 100 });
  expect(limitOf({ page: 3, per_page: 'all' })).toEqual({ limit: null, offset: 0 });
});

test('an answer repeats what was asked', () => {
  expect(pageView({ results: ['a'], total: 41 }, { page: 3, per_page: 20, search: 'x' })).toEqual({
    data: { results: ['a'], query: '', search: 'x', total: 41, per_page: 20, page: 3 },
  });
  expect(pageView({ results: [], total: 41 }, { page: 1, per_page: 'all' }).data.per_page).toBe(41);
});

test('only allowed columns are sorted by, and what is not falls back', () => {
  const order = (query: { order_by?: string; order?: string }) =>
    orderOf(query, ['name', 'created_at'], { by: 'created_at', direction: 'desc' });
  expect(order({ order_by: 'name', order: 'ASC' })).toEqual({ by: 'name', direction: 'asc' });
  expect(order({ order_by: 'name; drop table users', order: 'sideways' })).toEqual({
    by: 'created_at',
    direction: 'desc',
  });
  expect(order({})).toEqual({ by: 'created_at', direction: 'desc' });
});
