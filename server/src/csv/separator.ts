/** What may stand between the fields of a file. */
export const separators = [',', ';', '\t'] as const;
export type Separator = (typeof separators)[number];

/** The separator that the first line of a file has most of outside quotes; a comma if it has none. */
export function detectSeparator(text: string): Separator {
  const headerLine = text.trimStart().split(/[\r\n]/, 1)[0]!;
  const bare = headerLine.replaceAll(/"[^"]*"/g, '');
  const count = (separator: string) => bare.split(separator).length;
  return separators.reduce((best, other) => (count(other) > count(best) ? other : best));
}
