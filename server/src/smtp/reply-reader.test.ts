import fc from 'fast-check';
import { expect, test } from 'vitest';
import { replyReader } from './reply-reader.ts';

function repliesOf(chunks: readonly (string | Buffer)[]): string[] {
  const replies: string[] = [];
  const read = replyReader((raw) => replies.push(raw));
  for (const chunk of chunks) expect(read(Buffer.from(chunk as string))).toBe(true);
  return replies;
}

test('parts lines into replies; one that is not whole is waited for, and empty lines are none', () => {
  expect(repliesOf(['250 Ok\r\n250-first\r\n250-second\r\n250 last\r\n\r\n354 Go on\n250'])).toEqual([
    '250 Ok',
    '250-first\n250-second\n250 last',
    '354 Go on',
  ]);
});

test('a reply in UTF-8 is read as that, any other byte as it is', () => {
  expect(repliesOf(['550 Postfach von Jörg voll\r\n', Buffer.from('550 J\xf6rg\r\n', 'latin1')])).toEqual([
    '550 Postfach von Jörg voll',
    '550 Jörg',
  ]);
});

test('in whatever pieces it comes, it reads the same', () => {
  const text = '250-a\r\n250 ü\r\n354 Go on\r\n\n250-x\n250-y\n250 z\n421 Bye\r\n';
  const bytes = Buffer.from(text);
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(bytes.length), { maxLength: 20 }), (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
      const chunks = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
      expect(repliesOf(chunks)).toEqual(repliesOf([bytes]));
    }),
  );
});

test.each(['2', '250-going on\r\n'])('does not take in without an end what goes on without one: %j…', (part) => {
  const read = replyReader(() => {});
  let chunks = 0;
  while (read(Buffer.from(part.repeat(100))) && chunks < 1_000) chunks++;
  expect(chunks).toBeLessThan(1_000);
});
