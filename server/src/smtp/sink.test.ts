import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeJob, makePool, makeSink } from './smtp-fixtures.ts';

test('has written a message down before it acknowledges it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sink-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'ledger.jsonl');
  const sink = await makeSink({ file });
  const pool = makePool(sink.port);
  const both = sink.waitFor(2);

  for (const count of [1, 2]) {
    expect(await pool.send(makeJob())).toMatchObject({ kind: 'accepted' });
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(sink.ledger.slice(0, count));
  }
  await both;
});
