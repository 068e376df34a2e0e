import { expect, test } from 'vitest';
import { defaultSettings } from '../settings/settings.ts';
import { actionFor, type BounceType } from './bounce.ts';

const byDefault = defaultSettings()['bounce.actions'];
const after = (counts: Partial<Record<BounceType, number>>, actions = byDefault) =>
  actionFor(
    actions,
    new Map(Object.entries(counts) as [BounceType, number][]),
    new Set(Object.keys(counts) as BounceType[]),
  );

test('by default one hard bounce or complaint blocklists, and soft bounces do nothing', () => {
  expect(after({ hard: 1 })).toBe('blocklist');
  expect(after({ complaint: 1 })).toBe('blocklist');
  expect(after({ soft: 100 })).toBe('none');
});

test('an action waits for its count, and the one that goes furthest wins', () => {
  const actions = {
    hard: { count: 3, action: 'blocklist' },
    soft: { count: 2, action: 'unsubscribe' },
    complaint: { count: 1, action: 'delete' },
  } as const;
  expect(after({ hard: 2 }, actions)).toBe('none');
  expect(after({ hard: 3 }, actions)).toBe('blocklist');
  expect(after({ hard: 2, soft: 2 }, actions)).toBe('unsubscribe');
  expect(after({ hard: 3, soft: 2, complaint: 1 }, actions)).toBe('delete');
});

test('what was acted upon has had its effect: an operator may have undone it', () => {
  const counts = new Map<BounceType, number>([
    ['hard', 1],
    ['soft', 1],
  ]);
  expect(actionFor(byDefault, counts, new Set(['soft']))).toBe('none');
});
