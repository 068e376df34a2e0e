import type { Machine } from './machine.ts';
import type { Result } from './results.ts';
import { figure, isMet, targetText } from './scenario.ts';

/** Prints a scenario's table, and under it on what and where it was measured. */
export function printResult({ title, comparisons, details, bounds = [], about, machine, commit, took }: Result): void {
  console.log(`\n${title}`);
  const rows = comparisons.map((comparison) => ({
    what: comparison.what,
    Sluice: `${figure(comparison.measured)} ${comparison.unit}`,
    reference: `${figure(comparison.reference)} (${comparison.against})`,
    ratio: figure(comparison.ratio),
    target: targetText(comparison.target),
    met: comparison.target === null ? '' : isMet(comparison) ? 'yes' : 'no',
  }));
  if (rows.length > 0) console.table(rows);
  if (details) console.table(details);
  for (const bound of bounds) console.log(bound);
  console.log(`${about}; ${machineText(machine)}; commit ${commit}; ${Math.round(took)} s`);
}

export function machineText({ cpu, cores, memoryGiB, node, postgresql, busyBefore }: Machine): string {
  const shared = busyBefore > quietBusy ? `, of which others used ${Math.round(100 * busyBefore)} % just before` : '';
  return `${cores} × ${cpu}${shared}, ${memoryGiB} GiB, Node ${node}, PostgreSQL ${postgresql}`;
}

/** An idle machine is as busy as this. */
export const quietBusy = 0.05;
