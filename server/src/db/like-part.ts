/** A pattern for `like` and `ilike` that finds `text` anywhere, whatever characters it has. */
export function likePart(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
