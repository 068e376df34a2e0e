/** What may stand between the fields of a file. */
export const separators = [',', ';', '\t'] as const;
export type Separator = (typeof separators)[number];

/** The separator that the header line has most of outside quotes; a comma if it has none. */
export function detectSeparator(headerLine: string): Separator {
  const bare = headerLine.replaceAll(/"[^"]*"/g, '');
  const count = (separator: string) => bare.split(separator).length;
  return separators.reduce((best, other) => (count(other) > count(best) ? other : best));
}
