// `npm run simulate -- world.yaml [--out folder]`: what becomes of a world, in seconds.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { forgetful, withDatabase } from '../bench/support/database.ts';
import { AppError } from '../server/src/errors.ts';
import { chart } from './chart.ts';
import { dayTable, tableLines } from './day-table.ts';
import { type Simulation, simulate } from './simulate.ts';
import { timelineLines } from './timeline.ts';
import { parseWorld, timeZoneOf, type World } from './world.ts';

const command = new Command('simulate')
  .description('have a world of servers and campaigns go by on a virtual clock, with the real queue and database')
  .argument('<world>', 'a YAML file, such as simulate/worlds/small.yaml')
  .option('--out <folder>', 'write timeline.txt, days.json and chart.svg there')
  .parse();

try {
  const world = parseWorld(await readFile(command.args[0]!, 'utf8'));
  const begun = performance.now();
  await withDatabase(async (sql) => {
    const simulation = await simulate(sql, world);
    const { folder, lines } = { folder: command.opts<{ out?: string }>().out, lines: report(world, simulation) };
    console.log(lines.join('\n'));
    if (folder !== undefined) await writeTo(folder, world, { simulation, lines });
  }, forgetful);
  console.log(`\nSimulated in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
} catch (error) {
  if (!isExpected(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function report(world: World, simulation: Simulation): string[] {
  const timeZone = timeZoneOf(world);
  const table = tableLines(dayTable(simulation, timeZone));
  return [world.name, '', ...timelineLines(simulation, timeZone), '', ...table];
}

async function writeTo(folder: string, world: World, of: { simulation: Simulation; lines: string[] }): Promise<void> {
  const timeZone = timeZoneOf(world);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'timeline.txt'), `${of.lines.join('\n')}\n`);
  await writeFile(join(folder, 'days.json'), `${JSON.stringify(dayTable(of.simulation, timeZone), null, 2)}\n`);
  await writeFile(join(folder, 'chart.svg'), chart(of.simulation, world.name, timeZone));
}

/** Faults in the world, and files that are not there. */
function isExpected(error: unknown): error is Error {
  return error instanceof AppError || (error instanceof Error && 'code' in error && error.code === 'ENOENT');
}
