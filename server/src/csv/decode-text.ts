import { isAscii, isUtf8 } from 'node:buffer';
import { invalid } from '../errors.ts';

/**
 * The text of a file whose encoding nobody names. It is UTF-8 unless the first bytes beyond ASCII are not, then it is
 * Windows-1252 (of which Latin-1 is a part). Everything before those bytes reads the same either way, so nothing has
 * to be kept for the decision. Bytes that are not UTF-8 later on become U+FFFD. A byte order mark is dropped.
 *
 * @throws {AppError} `invalid` if it begins as UTF-16.
 */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>, field = 'file'): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let kept: Buffer = Buffer.alloc(0);
  let atStart = true;
  for await (const chunk of chunks) {
    let bytes: Buffer = Buffer.concat([kept, chunk]);
    kept = bytes.subarray(0, 0);
    if (atStart) {
      if (bytes.length < 3 && !isAscii(bytes)) {
        kept = bytes;
        continue;
      }
      bytes = withoutMark(bytes, field);
      atStart = false;
    }
    if (!decoder && !isAscii(bytes)) {
      // A character may be cut at the end of the chunk; in Windows-1252 nothing is.
      const whole = bytes.subarray(0, bytes.length - cutLength(bytes));
      if (isAscii(whole)) {
        kept = bytes.subarray(whole.length);
        bytes = whole;
      } else {
        decoder = new TextDecoder(isUtf8(whole) ? 'utf-8' : 'windows-1252', { ignoreBOM: true });
      }
    }
    const text = decoder ? decoder.decode(bytes, { stream: true }) : bytes.toString('latin1');
    if (text !== '') yield text;
  }
  const last = decoder ? decoder.decode() : new TextDecoder(isUtf8(kept) ? 'utf-8' : 'windows-1252').decode(kept);
  if (last !== '') yield last;
}

function withoutMark(bytes: Buffer, field: string): Buffer {
  const [first, second, third] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw invalid(field, 'is UTF-16; save it as UTF-8 and send it again');
  }
  return first === 0xef && second === 0xbb && third === 0xbf ? bytes.subarray(3) : bytes;
}

/** How many bytes at the end begin a UTF-8 character (RFC 3629) that goes on in the next chunk: 0 to 3. */
function cutLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}
