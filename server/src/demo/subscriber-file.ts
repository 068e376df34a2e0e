import { canonicalAddress } from './canonical-address.ts';

/** A CSV file of subscribers, read with as little understanding as will do. */
export interface SubscriberFile {
  csv: string;
  rows: { line: number; address: string }[];
}

/** @param csv Its first column holds the addresses, unquoted, and no record spans lines. */
export function readSubscriberFile(csv: string): SubscriberFile {
  const lines = csv.trimEnd().split(/\r?\n/);
  return {
    csv,
    rows: lines.slice(1).map((line, i) => ({ line: i + 2, address: canonicalAddress(line.split(',')[0]!) })),
  };
}

/** A file of `count` rows, all good. */
export function inventSubscribers(count: number): SubscriberFile {
  const rows = Array.from({ length: count }, (_, i) => `reader${i + 1}@example.com,Reader ${i + 1},Berlin,en\n`);
  return readSubscriberFile(`email,name,city,language\n${rows.join('')}`);
}

/**
 * Who is to be mailed: everyone in the file but those on the lines that the import itself says it rejected. Whoever is
 * neither mailed nor named there was lost.
 *
 * @param rejects The import's CSV file of rejects.
 */
export function eligibleOf({ rows }: SubscriberFile, rejects: string): string[] {
  const rejected = new Set(rejects.split(/\r?\n/).map((line) => Number(/^\d+(?=,)/.exec(line)?.[0])));
  return [...new Set(rows.filter(({ line }) => !rejected.has(line)).map(({ address }) => address))];
}
