import { dayOf } from '../server/src/capacity/calendar-day.ts';
import type { Simulation } from './simulate.ts';

/** How many messages each server took on each calendar day: a row a server, a column a day, sums at the end. */
export interface DayTable {
  days: string[];
  rows: { server: string; counts: number[]; total: number }[];
  totals: number[];
}

export function dayTable({ sent, servers }: Simulation, timeZone: string): DayTable {
  const counts = new Map<string, Map<string, number>>();
  for (const { at, server, count } of sent) {
    const day = dayOf(at, timeZone);
    const ofDay = counts.get(day) ?? new Map<string, number>();
    counts.set(day, ofDay.set(server, (ofDay.get(server) ?? 0) + count));
  }
  const days = [...counts.keys()].sort();
  const rows = servers.map((server) => {
    const own = days.map((day) => counts.get(day)!.get(server) ?? 0);
    return { server, counts: own, total: sum(own) };
  });
  return { days, rows, totals: days.map((_, i) => sum(rows.map((row) => row.counts[i]!))) };
}

/** The table as lines of text. */
export function tableLines({ days, rows, totals }: DayTable): string[] {
  const width = Math.max('all servers'.length, ...rows.map(({ server }) => server.length));
  const line = (name: string, cells: readonly (string | number)[]) =>
    [name.padEnd(width), ...cells.map((cell) => String(cell).padStart(10))].join('  ');
  return [
    line('', [...days, 'total']),
    ...rows.map(({ server, counts, total }) => line(server, [...counts, total])),
    line('all servers', [...totals, sum(totals)]),
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
