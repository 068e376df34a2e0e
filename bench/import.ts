/**
 * How fast a CSV file is imported, and in how much memory: new people, then the same file again (which changes nobody).
 * `node bench/import.ts [rows]`, 1,000,000 by default, on an embedded PostgreSQL with its ordinary settings.
 */
import { systemClock } from '../server/src/clock.ts';
import { createList } from '../server/src/lists/save-list.ts';
import type { ImportParams } from '../server/src/subscribers/import.ts';
import { importSubscribers } from '../server/src/subscribers/import-subscribers.ts';
import { withDatabase } from './support/database.ts';
import { report } from './support/report.ts';

const rows = Number(process.argv[2] ?? 1_000_000);
const rowsPerChunk = 1000;

async function* file(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('email,name,city,language\n');
  for (let from = 0; from < rows; from += rowsPerChunk) {
    const count = Math.min(rowsPerChunk, rows - from);
    const lines = Array.from({ length: count }, (_, i) => {
      const n = from + i;
      return `reader${n}@mail${n % 5000}.example.com,"Reader Número ${n}",Utrecht,nl\n`;
    });
    yield Buffer.from(lines.join(''));
  }
}

await withDatabase(async (sql) => {
  const deps = { sql, clock: systemClock };
  const { id } = await createList(deps, { name: 'Readers' });
  const params: ImportParams = {
    mode: 'subscribe',
    subscriptionStatus: 'confirmed',
    separator: null,
    listIds: [id],
    overwrite: true,
    mapping: {},
  };

  const table: Record<string, object> = {};
  for (const run of ['new', 'again']) {
    const startedAt = performance.now();
    const { imported } = await importSubscribers(deps, { stream: file(), name: 'bench.csv', params });
    const seconds = (performance.now() - startedAt) / 1000;
    table[run] = {
      imported,
      seconds: Number(seconds.toFixed(1)),
      'rows/s': Math.round(rows / seconds),
      'peak RSS MiB': Math.round(process.resourceUsage().maxRSS / 1024),
    };
  }
  report(table, `${rows} rows`);
});
