import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine } from './machine.ts';
import type { ScenarioResult } from './scenario.ts';

/** What a scenario found, where, and when. */
export interface Result extends ScenarioResult {
  scenario: string;
  title: string;
  at: string;
  commit: string;
  machine: Machine;
  /** How many seconds it took. */
  took: number;
}

const folder = join(import.meta.dirname, '../results');

/** Keeps a result in place of the scenario's last one. */
export async function saveResult(result: Result): Promise<void> {
  await mkdir(folder, { recursive: true });
  const rounded = JSON.stringify(
    result,
    (_, value) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value),
    2,
  );
  await writeFile(join(folder, `${result.scenario}.json`), `${rounded}\n`);
}

/** The last result of every scenario, by name. */
export async function loadResults(): Promise<Result[]> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as Result));
}
