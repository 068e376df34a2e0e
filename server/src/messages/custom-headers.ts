import { invalid } from '../errors.ts';
import { oneLine, textHeader } from './header-text.ts';

/** A header that an operator adds to a campaign's or a server's messages. */
export interface MailHeader {
  name: string;
  value: string;
}

/** Headers that say what the message is, where it goes or how it is left: Sluice's own. */
const reserved = new Set(
  'bcc cc date from list-unsubscribe list-unsubscribe-post message-id mime-version received return-path sender subject to'.split(
    ' ',
  ),
);

/**
 * Makes sure that headers can be sent as they are.
 *
 * @throws {AppError} `invalid`, naming `field.<index>`, for a name outside RFC 5322 section 2.2, a name that is
 * Sluice's own, or a value with a line break or over 900 characters.
 */
export function checkHeaders(field: string, headers: readonly MailHeader[]): void {
  for (const [index, { name, value }] of headers.entries()) {
    const place = `${field}.${index}`;
    if (!/^[!-9;-~]{1,76}$/.test(name)) throw invalid(place, 'must have a name of printable ASCII without a colon');
    const key = name.toLowerCase();
    if (reserved.has(key) || key.startsWith('content-')) throw invalid(place, `must not set ${name}`);
    if (oneLine(value) !== value.trim() || value.length > 900) {
      throw invalid(place, 'must have a value of one line, at most 900 characters, without repeated spaces');
    }
  }
}

/** A header as it is sent, with its CRLF. */
export interface HeaderLine {
  name: string;
  line: string;
}

/** Header lines from what an operator wrote; `checkHeaders` has accepted them. */
export function headerLines(headers: readonly MailHeader[]): HeaderLine[] {
  return headers.map(({ name, value }) => ({ name, line: textHeader(name, value) }));
}

/** The lines of several sources as one block; where two name the same header, only the later source's stand. */
export function mergeHeaders(...sources: readonly (readonly HeaderLine[])[]): string {
  const byName = new Map<string, HeaderLine[]>();
  for (const source of sources) {
    for (const [key, lines] of Map.groupBy(source, ({ name }) => name.toLowerCase())) byName.set(key, lines);
  }
  return [...byName.values()]
    .flat()
    .map(({ line }) => line)
    .join('');
}
