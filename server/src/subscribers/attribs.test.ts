import { expect, test } from 'vitest';
import { attribsProblem } from './attribs.ts';

test('takes objects of JSON values', () => {
  expect(attribsProblem({})).toBeNull();
  expect(attribsProblem({ city: 'Köln', tags: ['a', { b: null }], n: 1.5, '\\u0000': 'x\\u0000' })).toBeNull();
});

test.each([
  ['text', 'must be a JSON object'],
  [[1], 'must be a JSON object'],
  [null, 'must be a JSON object'],
  [{ a: ['\0'] }, 'must not contain a NUL character'],
  [{ '\0': 1 }, 'must not contain a NUL character'],
  [{ a: '\ud800' }, 'must be valid Unicode'],
  [JSON.parse(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`), 'must be nested at most 32 deep'],
  [{ a: 'x'.repeat(65_536) }, 'must have at most 65536 characters'],
])('refuses %j', (value, problem) => {
  expect(attribsProblem(value)).toBe(problem);
});
