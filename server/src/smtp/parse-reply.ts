import type { SmtpReply } from './outcome.ts';

const longestText = 500;
const longestReply = 4_096;

/** A raw reply of one or more lines as its code, enhanced code and text. Never throws. */
export function parseReply(raw: string): SmtpReply {
  const lines = raw.slice(0, longestReply).split(/\r?\n/);
  const code = Number(/^\d{3}/.exec(lines[0] ?? '')?.[0] ?? 0);
  const texts = lines.map((line) => line.replace(/^\d{3}(?:[ -]|$)/, ''));
  const enhanced = /^([245]\.\d{1,3}\.\d{1,3})(?:\s|$)/.exec(texts[0] ?? '')?.[1] ?? null;
  const all = texts
    .map((line) => (enhanced !== null && line.startsWith(enhanced) ? line.slice(enhanced.length) : line))
    .join(' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a server may send any byte, the text must be one line
    .replace(/[\s\u0000-\u001f\u007f]+/g, ' ')
    .trim();
  const text = all.slice(0, longestText);
  const isCut = lines.length > 1 || text.length < all.length;
  return { code, enhanced, text, ...(isCut && { full: printable(lines) }) };
}

function printable(lines: readonly string[]): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a server may send any byte, PostgreSQL stores not all
  return lines.map((line) => line.replace(/[\u0000-\u001f\u007f]+/g, ' ').trimEnd()).join('\n');
}

/** The reply as one line, as it would be shown to an operator. */
export function replyLine({ code, enhanced, text }: SmtpReply): string {
  return [code || null, enhanced, text].filter(Boolean).join(' ');
}
