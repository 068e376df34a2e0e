import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { machineText, quietBusy } from './print-result.ts';
import type { Result } from './results.ts';
import { figure, isMet, targetText } from './scenario.ts';

const page = join(import.meta.dirname, '../../docs/performance.md');
const [start, end] = ['<!-- made by npm run bench -->', '<!-- end of what npm run bench made -->'];

/** Makes the tables of docs/performance.md anew. */
export async function writePerformancePage(results: readonly Result[]): Promise<void> {
  const text = await readFile(page, 'utf8');
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/performance.md has lost its marks: ${start} … ${end}`);
  await writeFile(page, `${text.slice(0, from)}${start}\n\n${tables(results)}\n${text.slice(to)}`);
}

function tables(results: readonly Result[]): string {
  const rows = results.flatMap((result) =>
    result.comparisons.map((comparison) => [
      result.scenario,
      comparison.what,
      `${figure(comparison.measured)} ${comparison.unit}`,
      `${figure(comparison.reference)} (${comparison.against})`,
      `**${figure(comparison.ratio)} ×**`,
      targetText(comparison.target),
      comparison.target === null ? '' : isMet(comparison) ? 'yes' : '**no**',
    ]),
  );
  const head = ['scenario', 'of what', 'Sluice', 'reference, same run', 'ratio', 'target', 'met'];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [...lines, '', 'What they ran on, and what bounds them:', '', ...results.map(noteOf), ''].join('\n');
}

function noteOf({ scenario, about, bounds = [], machine, commit, at }: Result): string {
  const shared = machine.busyBefore > quietBusy ? ' The machine was shared.' : '';
  const where = `${machineText(machine)}; ${at.slice(0, 10)}, commit ${commit}.${shared}`;
  return [`- **${scenario}**: ${about}. ${where}`, ...bounds.map((bound) => `  - ${bound}.`)].join('\n');
}
