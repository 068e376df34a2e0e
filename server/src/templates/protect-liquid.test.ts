import fc from 'fast-check';
import { expect, test } from 'vitest';
import { protectLiquid } from './protect-liquid.ts';

test('gives a converter no Liquid, and the result all of it', () => {
  const source = 'liquid {{ a | default: "<b>" }} {%- if x < 3 -%} y {%- endif -%}{% raw %}{{ z }}{% endraw %}';
  expect(protectLiquid(source, (text) => text.toUpperCase().replace(/[<"]/g, '!').toLowerCase())).toBe(source);
});

test('is the identity around a converter that changes nothing', () => {
  const piece = fc.constantFrom('{{', '}}', '{%', '%}', 'liquid', 'v0z', 'x', '\n', ' raw ', 'endraw');
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      expect(protectLiquid(pieces.join(''), (text) => text)).toBe(pieces.join(''));
    }),
  );
});
