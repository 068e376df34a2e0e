import { expect, test } from 'vitest';
import { attribsProblem, attribsText } from './attribs.ts';

test('attributes are an object of JSON; what is wrong is said', () => {
  expect(attribsProblem(attribsText({ city: 'Köln', tags: [1] }))).toBeNull();
  expect(attribsProblem(' ')).toBeNull();
  for (const text of ['[]', 'null', '"x"', '1']) expect(attribsProblem(text)).toMatch(/must be an object/);
  expect(attribsProblem('{"city": }')).toMatch(/^This is not valid JSON: .+/);
});
