import { isUtf8 } from 'node:buffer';

/** Nobody's reply is as long; what goes on without an end must not fill the memory. */
const longestReply = 64 * 1024;

/**
 * Parts what a server sends into whole replies, of one line or of several (RFC 5321 §4.2.1), without the last line break.
 *
 * @param onReply Called for each of them, in order, while a chunk is taken in.
 * @returns Takes in a chunk; `false` if it makes a reply too long to be one.
 */
export function replyReader(onReply: (raw: string) => void): (chunk: Buffer) => boolean {
  /** Of the reply that is not whole yet: its whole lines, and what has come of the one after them. */
  let lines = '';
  let rest = '';

  return (chunk) => {
    const text = rest + chunk.toString('latin1');
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      const line = text.slice(from, text[end - 1] === '\r' ? end - 1 : end);
      from = end + 1;
      if (/^\d+-/.test(line)) lines += `${line}\n`;
      else if (lines !== '' || line.trim() !== '') {
        const whole = lines + line;
        lines = '';
        onReply(decoded(whole));
      }
      if (lines.length > longestReply) return false;
    }
    rest = text.slice(from);
    return rest.length <= longestReply;
  };
}

/** As UTF-8 if it is that. */
function decoded(latin1: string): string {
  if (!/[\u0080-\u00ff]/.test(latin1)) return latin1;
  const bytes = Buffer.from(latin1, 'latin1');
  return isUtf8(bytes) ? bytes.toString() : latin1;
}
