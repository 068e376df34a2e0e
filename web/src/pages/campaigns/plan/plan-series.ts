import type { Plan } from '../queries.ts';

/** So many servers have a colour of their own; the others share one. */
const mostNames = 5;
/** No server's name: those begin with `email-`. */
export const othersKey = 'others';

/** The days of a plan for a stacked chart: what each of the busiest servers sends, and the others together. */
export function bySeries(days: Plan['days']): {
  names: string[];
  rows: { day: string; sent: Record<string, number> }[];
} {
  const totals = new Map<string, number>();
  for (const { name, sent } of days.flatMap(({ servers }) => servers)) {
    totals.set(name, (totals.get(name) ?? 0) + sent);
  }
  const ranked = [...totals].toSorted(([, a], [, b]) => b - a).map(([name]) => name);
  const own = new Set(ranked.length > mostNames + 1 ? ranked.slice(0, mostNames) : ranked);
  const names = own.size < ranked.length ? [...own, othersKey] : [...own];
  const rows = days.map(({ day, servers }) => {
    const sent: Record<string, number> = {};
    for (const server of servers) {
      const key = own.has(server.name) ? server.name : othersKey;
      sent[key] = (sent[key] ?? 0) + server.sent;
    }
    return { day, sent };
  });
  return { names, rows };
}
