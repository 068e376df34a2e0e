import fc from 'fast-check';
import { expect, test } from 'vitest';
import { secretsFrom } from './secret-box.ts';

const secrets = secretsFrom(Buffer.alloc(32, 1));

test('opens what it sealed, and never seals alike', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
      const sealed = secrets.seal(plain);
      expect(secrets.open(sealed)).toBe(plain);
      expect(secrets.seal(plain)).not.toBe(sealed);
    }),
  );
});

test('refuses another key, and what was altered or cut', () => {
  const sealed = secrets.seal('open sesame');
  const bytes = Buffer.from(sealed.slice(3), 'base64');
  const altered = Buffer.from(bytes);
  altered[altered.length - 1]! ^= 1;
  const message = /secret key is not the one it was saved with/;
  expect(() => secretsFrom(Buffer.alloc(32, 2)).open(sealed)).toThrow(message);
  for (const wrong of [altered, bytes.subarray(0, 20), Buffer.alloc(0)]) {
    expect(() => secrets.open(`v1:${wrong.toString('base64')}`)).toThrow(message);
  }
  expect(() => secrets.open('open sesame')).toThrow(message);
});

test('derives keys that differ by purpose and stay the same', () => {
  expect(secrets.linkKey).not.toBe(secrets.credentialKey);
  expect(secretsFrom(Buffer.alloc(32, 1)).linkKey).toBe(secrets.linkKey);
  expect(secretsFrom(Buffer.alloc(32, 2)).linkKey).not.toBe(secrets.linkKey);
});

test('takes 32 bytes only', () => {
  expect(() => secretsFrom(Buffer.alloc(16))).toThrow(RangeError);
});
