/**
 * `npm run bench` runs every scenario, one after another, each in a process of its own; `npm run bench -- enqueue latency` those.
 *
 *   --quick    small sizes; ends with exit code 1 if a steady ratio is worse than three quarters of its target
 *   --size N   how many, of what the scenario counts: the first lines of its file say
 *   --missing  only those that have no result of this commit yet
 *
 * Full runs are kept in `bench/results/`, from which the tables of `docs/performance.md` are made anew each time.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command } from 'commander';
import { presentCommit, thisMachine } from './support/machine.ts';
import { writePerformancePage } from './support/performance-page.ts';
import { printResult } from './support/print-result.ts';
import { loadResults, type Result, saveResult } from './support/results.ts';
import { isRegression, type Scenario } from './support/scenario.ts';

const files = (await readdir(import.meta.dirname)).filter((file) => file.endsWith('.ts'));
const names = files
  .map((file) => basename(file, '.ts'))
  .filter((name) => name !== 'run')
  .sort();

const command = new Command('bench')
  .argument('[scenario...]', `of ${names.join(', ')}`)
  .option('--quick', 'small sizes; fails when a ratio is far from its target', false)
  .option('--size <n>', 'how many, of what the scenario counts', Number)
  .option('--missing', 'only those that have no result of this commit yet', false)
  .parse();
const { quick, size, missing } = command.opts<{ quick: boolean; size?: number; missing: boolean }>();
const unknown = command.args.filter((name) => !names.includes(name));
if (unknown.length > 0) command.error(`no scenario ${unknown.join(', ')}; there are ${names.join(', ')}`);

const [only, ...others] = command.args;
if (only !== undefined && others.length === 0) {
  const result = await runOne(only);
  if (quick && result.comparisons.some(isRegression)) process.exitCode = 1;
} else {
  const failed: string[] = [];
  for (const name of await wanted(command.args.length > 0 ? command.args : names)) {
    if (!(await runApart(name))) failed.push(name);
  }
  if (failed.length > 0) {
    console.log(`\nFailed: ${failed.join(', ')}`);
    process.exitCode = 1;
  }
}

async function wanted(all: string[]): Promise<string[]> {
  if (!missing) return all;
  const commit = presentCommit();
  const known = (await loadResults()).filter((result) => result.commit === commit).map(({ scenario }) => scenario);
  return all.filter((name) => !known.includes(name));
}

/** In a process of its own: what one leaves behind in memory slows no other. */
async function runApart(name: string): Promise<boolean> {
  const flags = [...(quick ? ['--quick'] : []), ...(size === undefined ? [] : ['--size', String(size)])];
  const child = spawn(process.execPath, [import.meta.filename, name, ...flags], { stdio: 'inherit' });
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0;
}

async function runOne(name: string): Promise<Result> {
  const scenario = (await import(`./${name}.ts`)) as Scenario;
  const machine = await thisMachine();
  const at = new Date();
  const measured = await scenario.run({ quick, size: size ?? null });
  const took = (Date.now() - at.getTime()) / 1000;
  const result = {
    scenario: name,
    title: scenario.title,
    at: at.toISOString(),
    commit: presentCommit(),
    machine,
    took,
    ...measured,
  };
  printResult(result);
  if (!quick) {
    await saveResult(result);
    await writePerformancePage(await loadResults());
  }
  return result;
}
