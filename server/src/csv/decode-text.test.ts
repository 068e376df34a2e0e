import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';

async function decode(...chunks: Uint8Array[]) {
  return (await Array.fromAsync(decodeText(chunks as never))).join('');
}

const bytes = (text: string) => Buffer.from(text);

test('reads UTF-8 however it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: fc.constantFrom('a', '\n', 'é', '€', '😀', 'ÿ'), maxLength: 12 }),
      fc.array(fc.nat(), { maxLength: 6 }),
      async (text, cuts) => {
        const all = bytes(text);
        const at = [0, ...cuts.map((cut) => cut % (all.length + 1)).sort((a, b) => a - b), all.length];
        expect(await decode(...at.slice(1).map((to, i) => all.subarray(at[i], to)))).toBe(text);
      },
    ),
  );
});

test('reads Windows-1252, of which Latin-1 is a part, from the first bytes that are not UTF-8', async () => {
  expect(await decode(bytes('ab\n'), Buffer.from([0x4d, 0xfc, 0x6c, 0x80, 0x93, 0xe9]))).toBe('ab\nMül€“é');
  expect(await decode(bytes('caf'), Buffer.from([0xe9]))).toBe('café');
  expect(await decode(Buffer.from([0xe9]), bytes('t'), bytes('é'))).toBe('étÃ©');
});

test('marks what is not UTF-8 in a file that began as UTF-8', async () => {
  expect(await decode(bytes('é\n'), Buffer.from([0x4d, 0xfc, 0x6c]))).toBe('é\nM\ufffdl');
});

test('drops a byte order mark, also a cut one, and only at the start', async () => {
  expect(await decode(bytes('\ufeffa\ufeff'))).toBe('a\ufeff');
  expect(await decode(Buffer.from([0xef]), Buffer.from([0xbb]), Buffer.from([0xbf, 0x61]))).toBe('a');
  expect(await decode()).toBe('');
});

test('refuses UTF-16', async () => {
  await expect(decode(Buffer.from('\ufeffemail', 'utf16le'))).rejects.toThrow('file: is UTF-16');
  await expect(decode(Buffer.from([0xfe]), Buffer.from([0xff, 0, 0x65]))).rejects.toThrow('file: is UTF-16');
});
