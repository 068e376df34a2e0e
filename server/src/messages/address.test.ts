import fc from 'fast-check';
import { expect, test } from 'vitest';
import { domainOf, normaliseEmail, parseAddress } from './address.ts';

test.each([
  [' Ada.L+news@Example.COM ', 'Ada.L+news@example.com'],
  ['ada@BÜCHER.example', 'ada@xn--bcher-kva.example'],
  ['ada@例え.テスト', 'ada@xn--r8jz45g.xn--zckzah'],
  ['jos\u0065\u0301@example.com', 'jos\u00e9@example.com'],
  ["o'hara!#$%&*=?^`{|}~@sub.example.co", "o'hara!#$%&*=?^`{|}~@sub.example.co"],
  [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
])('normalises %s', (raw, expected) => expect(normaliseEmail(raw)).toBe(expected));

test.each([
  '',
  '@',
  'ada',
  'ada@',
  '@example.com',
  'ada@example',
  'ada@localhost',
  'a da@example.com',
  'ada@exa mple.com',
  'a@b@example.com',
  '.ada@example.com',
  'ada.@example.com',
  'a..b@example.com',
  'ada@.example.com',
  'ada@example..com',
  'ada@-example.com',
  'ada@example-.com',
  'ada@127.0.0.1',
  'ada@[127.0.0.1]',
  'ada@example.com, bob@example.com',
  'ada@ex%61mple.com',
  'ada<x>@example.com',
  '"ada"@example.com',
  'ada\r\nBcc: x@example.com',
  'ada@example.com\r\nX: y.z',
  'a\u0000a@example.com',
  'a\u2028a@example.com',
  'a\u00a0a@example.com',
  'ada@example.com/x',
  'ada@user:pass@example.com',
  `${'a'.repeat(65)}@example.com`,
  `${'é'.repeat(33)}@example.com`,
  `ada@${'a'.repeat(64)}.com`,
  `ada@${'abcdefghi.'.repeat(25)}com`,
  'a\ud800@example.com',
])('refuses %j', (raw) => expect(() => normaliseEmail(raw, 'from')).toThrow(/^from: must /));

test('normalising again changes nothing, and yields one word of bounded length', () => {
  const local = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(local, fc.oneof(fc.domain(), fc.string({ unit: 'grapheme' })), (name, domain) => {
      let address: string;
      try {
        address = normaliseEmail(`${name}@${domain}`);
      } catch {
        return;
      }
      expect(normaliseEmail(address)).toBe(address);
      expect(address).not.toMatch(/[\s\p{Cc}<>,;:"()[\]\\]/u);
      expect(domainOf(address)).toMatch(/^[a-z\d.-]+$/);
      expect(Buffer.byteLength(address)).toBeLessThanOrEqual(254);
    }),
  );
});

test('accepts every address that fast-check makes of plain atoms', () => {
  fc.assert(
    fc.property(fc.emailAddress(), (address) => {
      expect(normaliseEmail(address).toLowerCase()).toBe(address.toLowerCase());
    }),
  );
});

test.each([
  ['ada@example.com', { name: '', address: 'ada@example.com' }],
  ['<ada@example.com>', { name: '', address: 'ada@example.com' }],
  ['Ada Lovelace <ada@EXAMPLE.com>', { name: 'Ada Lovelace', address: 'ada@example.com' }],
  ['"Lovelace, \\"Ada\\"" <ada@example.com>', { name: 'Lovelace, "Ada"', address: 'ada@example.com' }],
  [
    '{{ subscriber.attribs.rep | default: "Bob" }} <ada@example.com>',
    { name: '{{ subscriber.attribs.rep | default: "Bob" }}', address: 'ada@example.com' },
  ],
])('takes %s apart', (raw, expected) => expect(parseAddress(raw)).toEqual(expected));

test.each(['Ada', 'Ada <ada>', 'Ada\r\nBcc: x <ada@example.com>', 'Ada <ada@example.com> x', '<{{ x }}>'])(
  'refuses %j as a mailbox',
  (raw) => expect(() => parseAddress(raw, 'from_email')).toThrow(/^from_email: must /),
);
