/**
 * Importing a CSV file of new people on one list: Sluice's import, which checks every address, keeps rejects and can be
 * stopped anywhere, beside a bare COPY of the same rows into a table with the same constraints and indexes. Then the same file
 * again, which changes nobody.
 *
 * `--size`: rows; 1,000,000 unless given.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { systemClock } from '../server/src/clock.ts';
import type { Pool } from '../server/src/db/connect.ts';
import { createList } from '../server/src/lists/save-list.ts';
import type { ImportParams } from '../server/src/subscribers/import.ts';
import { importSubscribers } from '../server/src/subscribers/import-subscribers.ts';
import { withDatabase } from './support/database.ts';
import { compare, figure, type ScenarioOptions, type ScenarioResult } from './support/scenario.ts';
import { timed } from './support/timed.ts';

export const title = 'Importing people from CSV';

const rowsPerChunk = 1_000;

export async function run({ quick, size }: ScenarioOptions): Promise<ScenarioResult> {
  const rows = size ?? (quick ? 50_000 : 1_000_000);
  const seconds = { bare: 0, fresh: 0, again: 0 };
  await withDatabase(async (sql) => {
    seconds.bare = await timed(() => copyBare(sql, rows));
    await sql`checkpoint`;
    const deps = { sql, clock: systemClock };
    const { id } = await createList(deps, { name: 'Readers' });
    for (const run of ['fresh', 'again'] as const) {
      seconds[run] = await timed(async () => {
        const file = { stream: csvOf(rows), name: 'bench.csv', params: paramsFor(id) };
        const { imported } = await importSubscribers(deps, file);
        if (imported !== rows) throw new Error(`${imported} rows were imported, not ${rows}`);
      });
    }
  });
  const common = { reference: seconds.bare, against: 'bare COPY', unit: 's' };
  const rss = Math.round(process.resourceUsage().maxRSS / 1024);
  return {
    comparisons: [
      compare({ ...common, what: 'new people', measured: seconds.fresh, target: { most: 4 }, isSteady: true }),
      compare({ ...common, what: 'the same again', measured: seconds.again, target: null }),
    ],
    bounds: [`${figure(rows / seconds.fresh)} rows/s; the process used ${rss} MiB at most`],
    about: `${rows.toLocaleString('en')} rows`,
  };
}

async function* csvOf(rows: number): AsyncGenerator<Buffer> {
  yield Buffer.from('email,name,city,language\n');
  for (let from = 0; from < rows; from += rowsPerChunk) {
    const count = Math.min(rowsPerChunk, rows - from);
    const lines = Array.from({ length: count }, (_, i) => {
      const n = from + i;
      return `reader${n}@mail${n % 5_000}.example.com,"Reader Número ${n}",Utrecht,nl\n`;
    });
    yield Buffer.from(lines.join(''));
  }
}

/** The same people: address, name and attributes. */
async function copyBare(sql: Pool, rows: number): Promise<void> {
  await sql`create table bare (like subscribers including all)`;
  async function* lines() {
    for await (const chunk of csvOf(rows)) {
      const text = chunk
        .toString()
        .replace(/^(\S+?),"(.+)",(.+),(.+)$/gm, '$1,"$2","{""city"":""$3"",""language"":""$4""}"');
      yield Buffer.from(text.replace(/^email,.*\n/, ''));
    }
  }
  const copy = await sql`copy bare (email, name, attribs) from stdin (format csv)`.writable();
  await pipeline(Readable.from(lines()), copy);
}

function paramsFor(listId: number): ImportParams {
  return {
    ...{ mode: 'subscribe', subscriptionStatus: 'confirmed', separator: null },
    ...{ listIds: [listId], overwrite: true, mapping: {} },
  };
}
