import libmime from 'libmime';
import type { Mailbox } from './address.ts';

/** RFC 2047 section 2: an encoded word has at most 75 characters. */
const maxEncodedWord = 75;
const maxLine = 76;

/** Text fit for one header: line breaks, tabs and control characters become spaces, so it can start no other header. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc} ]+/gu, ' ')
    .trim();
}

/** `Name: value` with its CRLF, for free text: encoded words where it must (RFC 2047), folded where it is long. */
export function textHeader(name: string, text: string): string {
  const value = oneLine(text);
  if (!isPlain(value) || /\S{200}/.test(value)) return `${name}: ${encodedWords(value)}\r\n`;
  return `${libmime.foldLines(`${name}: ${value}`, maxLine)}\r\n`;
}

/** `Name: value` with its CRLF, for a value that is already in its final form. */
export function header(name: string, value: string): string {
  return `${name}: ${value}\r\n`;
}

/** The `Date` header (RFC 5322 section 3.6.1) with its CRLF. */
export function dateHeader(date: Date): string {
  return header('Date', date.toUTCString().replace('GMT', '+0000'));
}

/** A mailbox as headers write it (RFC 5322 section 3.4). */
export function mailbox({ name, address }: Mailbox): string {
  const shown = phrase(name);
  return shown === '' ? address : `${shown} <${address}>`;
}

/** A display name: bare if it is only atoms, quoted if plain, else encoded words (RFC 2047 section 5, rule 3). */
export function phrase(name: string): string {
  const text = oneLine(name);
  if (!isPlain(text) || text.length > 200) return encodedWords(text);
  if (/^[\w!#$%&'*+\-/=?^`{|}~ ]*$/.test(text)) return text;
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Printable ASCII that no reader could take for an encoded word. */
function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text) && !text.includes('=?');
}

/** `Q` keeps Latin text legible, `B` is the shorter one for all others. */
function encodedWords(text: string): string {
  const foreign = text.match(/[^ -~]/gu)?.length ?? 0;
  const encoding = foreign * 3 > text.length ? 'B' : 'Q';
  return libmime.encodeWord(text, encoding, maxEncodedWord - 1).replaceAll('?= =?', '?=\r\n =?');
}
