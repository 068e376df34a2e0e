import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTemplate, renderTemplate, type TemplateOutput } from './liquid.ts';
import { type MessageScope, sampleScope } from './message-scope.ts';
import { compileSplice, plainText } from './splice.ts';

const scopeWith = (attribs: Record<string, unknown>): MessageScope => ({
  ...sampleScope,
  subscriber: { ...sampleScope.subscriber, name: 'A & <B>', attribs },
});

const value = fc.oneof(
  fc.string(),
  fc.constantFrom('<b>"\'&amp;', '', '\r\n.', 'x'.repeat(20_000), 'é😀'),
  fc.constantFrom(0, -1.5, 1e21, true, false, null, undefined),
  fc.constantFrom([], ['a', 1, ['b']], {}, { size: 3 }, { b: { c: 1 } }, { first: 'x' }),
);
const piece = fc.constantFrom(
  ...['text ', '{{ subscriber.name }}', '{{ subscriber.attribs.a }}', '{{ subscriber.attribs.a | raw }}', '{{ now }}'],
  ...['{{ subscriber.attribs.a.b }}', '{{ subscriber.attribs.a.b.c }}', '{{ subscriber.attribs["a"] }}', '{{ 1 }}'],
  ...[
    '{{ subscriber.attribs.a.size }}',
    '{{ subscriber.attribs.a.first }}',
    '{{ subscriber.attribs.a[0] }}',
    '{{ "x" }}',
  ],
  ...['{{ subscriber.attribs.a | default: "none" }}', '{{ subscriber.attribs.a | escape }}', '{{- campaign.name -}}'],
  ...[
    '{{ subscriber.attribs.constructor }}',
    '{{ subscriber.attribs.__proto__ }}',
    '{{ subscriber.attribs.a | upcase }}',
  ],
  ...[
    '{{ subscriber.attribs.a.length }}',
    '{{ subscriber.attribs.a == 1 }}',
    '{% if subscriber.attribs.a %}yes{% endif %}',
  ],
);

test.each<TemplateOutput>(['html', 'text'])('prints what Liquid prints, in %s', (output) => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 6 }),
      fc.dictionary(fc.constantFrom('a', 'b'), value),
      (pieces, attribs) => {
        const template = parseTemplate('body', pieces.join(''), output);
        const scope = scopeWith(attribs);
        expect(compileSplice(template, plainText)(scope)).toBe(renderTemplate(template, scope));
      },
    ),
    { numRuns: 1_000 },
  );
});

test('encodes fixed text once, and what stands between in one piece', () => {
  const encoded: string[] = [];
  const encode = (text: string) => {
    encoded.push(text);
    return `[${text}]`;
  };
  const splice = compileSplice(parseTemplate('body', 'a {{ subscriber.name }}{{ campaign.name }} b', 'html'), {
    encode,
    join: (pieces) => pieces.join(''),
  });
  expect([splice(scopeWith({})), splice(scopeWith({}))]).toEqual(Array(2).fill('[a ][A &amp; &lt;B&gt;Sample][ b]'));
  expect(encoded).toEqual(['a ', ' b', 'A &amp; &lt;B&gt;Sample', 'A &amp; &lt;B&gt;Sample']);
});
