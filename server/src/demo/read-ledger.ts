import { readFile } from 'node:fs/promises';
import type { Receipt } from './ledger-report.ts';

/** What a sink wrote down, a JSON line for each message it accepted. */
export async function readLedger(file: string): Promise<Receipt[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line));
}
