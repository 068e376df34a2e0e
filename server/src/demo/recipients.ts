/** A CSV file of subscribers, and who of it is to be mailed. */
export interface Recipients {
  csv: string;
  rows: number;
  /** The distinct well-formed addresses, in lower case: what a reader who knows nothing of Sluice finds. */
  eligible: string[];
}

/** What the demo takes for an address; the files of the demo hold none on which one could be of another opinion. */
const address = /^[^\s@,"]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** Reads a file whose first column is `email`, never quoted. */
export function recipientsOf(csv: string): Recipients {
  const lines = csv.trimEnd().split('\n').slice(1);
  const given = lines.map((line) => line.split(',')[0]!.toLowerCase());
  return { csv, rows: lines.length, eligible: [...new Set(given.filter((text) => address.test(text)))] };
}

/** A file of `count` rows, all good. */
export function inventRecipients(count: number): Recipients {
  const rows = Array.from({ length: count }, (_, i) => `reader${i + 1}@example.com,Reader ${i + 1},Berlin,free\n`);
  return recipientsOf(`email,name,city,plan\n${rows.join('')}`);
}
