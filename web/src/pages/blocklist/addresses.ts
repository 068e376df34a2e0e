/** The addresses in what somebody has pasted: one a line, or with commas, semicolons or spaces between. Each once. */
export function addressesIn(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((address) => address !== ''))];
}

/** They as a CSV file that an import takes. */
export function csvOf(addresses: readonly string[]): Blob {
  const lines = ['email', ...addresses.map((address) => `"${address.replaceAll('"', '""')}"`)];
  return new Blob([lines.join('\n')], { type: 'text/csv' });
}
