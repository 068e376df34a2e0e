// `npm run torture -- --rounds N [--workers K] [--seed S] [--round R]`: torture.ts by hand. Exits with 1 on a broken promise.

import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { reportLines, roundLine } from './report.ts';
import { leastUtilisation } from './saturation.ts';
import { torture } from './torture.ts';

const command = new Command('torture')
  .description(
    'kill Sluice, its database and its SMTP servers again and again, and judge it by what the servers accepted',
  )
  .option('--rounds <number>', 'how many', whole, 10)
  .option('--workers <number>', 'how many workers', whole, 2)
  .option('--seed <number>', 'that all decisions are drawn from; a new one unless given', whole)
  .option('--round <number>', 'repeat only this one')
  .option('--saturation <seconds>', 'how long to keep a queue full at the end; 0 leaves that out', seconds, 65)
  .option('--record <file>', 'write what happened in the rounds there as JSON')
  .parse();

const {
  rounds,
  workers,
  seed = Date.now() % 1_000_000,
  saturation: saturationSeconds,
  round,
  record: file,
} = command.opts<{
  rounds: number;
  workers: number;
  seed?: number;
  saturation: number;
  round?: string;
  record?: string;
}>();
const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopping.abort());

console.log(
  `seed ${seed}, ${workers} workers. The seed gives the same plans; when what happens within them is up to the machine.`,
);
const records: unknown[] = [];
const { verdicts, utilisation } = await torture({
  rounds: round === undefined ? Array.from({ length: rounds }, (_, i) => i + 1) : [whole(round)],
  ...{ workers, seed, saturationSeconds, signal: stopping.signal },
  tell: (line) => console.log(line),
  onRound(verdict, record) {
    records.push({ verdict, record });
    console.log(roundLine(verdict));
    for (const line of verdict.broken) console.log(`  ${line}`);
    if (verdict.broken.length > 0) {
      console.log(`  again: npm run torture -- --seed ${seed} --workers ${workers} --round ${verdict.round}`);
    }
  },
});
if (file !== undefined) await writeFile(file, JSON.stringify(records, null, 1));
for (const line of [
  '',
  ...reportLines(verdicts, utilisation),
  ...verdicts.flatMap(({ uncertain }) => uncertain).map((what) => `uncertain: ${what}`),
])
  console.log(line);
const isIdle = utilisation.some(({ used }) => used < leastUtilisation);
const broken = verdicts.filter((verdict) => verdict.broken.length > 0);
if (broken.length > 0)
  console.log(`Broken promises in ${broken.length} rounds: ${broken.map(({ round }) => round).join(', ')}`);
process.exit(broken.length > 0 || isIdle || verdicts.length === 0 ? 1 : 0);

function seconds(text: string): number {
  return text === '0' ? 0 : whole(text);
}

function whole(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number from 1 on.');
}
