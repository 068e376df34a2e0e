import { expect, test } from 'vitest';
import { columnOf, mapped } from './params.ts';

test('a column is what its header says, until it is mapped to something else', () => {
  expect(columnOf('E-Mail', {})).toEqual({ kind: 'email', attribute: '' });
  expect(columnOf('Attributes', {}).kind).toBe('attributes');
  expect(columnOf('', {}).kind).toBe('ignored');
  expect(columnOf(' Stadt ', {})).toEqual({ kind: 'attribute', attribute: 'Stadt' });
  expect(columnOf('Stadt', { Stadt: 'city' })).toEqual({ kind: 'attribute', attribute: 'city' });
  for (const kind of ['email', 'name', 'attributes', 'ignored', 'attribute'] as const) {
    expect(columnOf('Stadt', mapped({}, 'Stadt', kind)).kind).toBe(kind);
  }
});
