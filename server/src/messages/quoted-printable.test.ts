import fc from 'fast-check';
import libqp from 'libqp';
import { expect, test } from 'vitest';
import { quotedPrintable } from './quoted-printable.ts';

test('pieces of every length join to lines within 76 characters, and decode to the whole', () => {
  const length = fc.oneof(fc.integer({ min: 70, max: 80 }), fc.nat(200));
  const piece = fc.tuple(fc.constantFrom('x', ' ', '-', '.', 'é', '😀', '=', '\n'), length);
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const texts = pieces.map(([character, count]) => character.repeat(count));
      const whole = quotedPrintable.join(texts.map(quotedPrintable.encode));
      for (const line of whole.split('\r\n')) expect(line).toMatch(/^[!-~ ]{0,76}(?<! )$/);
      expect(libqp.decode(whole).toString()).toBe(texts.join('').replaceAll('\n', '\r\n'));
    }),
  );
});

test('a piece that is its own encoding is what the encoder would have made of it', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', ' ', '=', '.', '~', '!', '\t', 'é', '\n', 'xxxxxxxxxx'),
    maxLength: 12,
  });
  fc.assert(
    fc.property(text, (text) => {
      expect(quotedPrintable.encode(text)).toBe(libqp.wrap(libqp.encode(text.replaceAll('\n', '\r\n')), 75));
    }),
  );
});
