import { expect, test } from 'vitest';
import { isNarrowed, retriableOf } from './retriable.ts';

test('without a filter what failed is retried, else what is shown of those that can be', () => {
  expect(retriableOf({})).toEqual(['failed']);
  expect(retriableOf({ status: ['cancelled', 'sent'] })).toEqual(['cancelled']);
  expect(retriableOf({ status: ['sent'] })).toEqual([]);
});

test('a server or an address narrows it', () => {
  expect(isNarrowed({ status: ['failed'] })).toBe(false);
  expect(isNarrowed({ subscriber: 'example.com' })).toBe(true);
});
