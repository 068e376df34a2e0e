import { zoned } from '../server/src/capacity/calendar-day.ts';
import type { Simulation } from './simulate.ts';

/** What happened, in order, a line each: campaigns begin and end, servers fail and recover. */
export function timelineLines({ campaigns, endedAt, events }: Simulation, timeZone: string): string[] {
  const lines = events.map(({ at, server, from, to, until, reply }) => {
    const end = until ? ` until ${timeOf(until, timeZone)}` : '';
    return { at, text: `${server}: ${from} → ${to}${end}${reply ? ` (${reply})` : ''}` };
  });
  for (const { name, recipients, startedAt, finishedAt, status, pausedReason } of campaigns) {
    if (startedAt) lines.push({ at: startedAt, text: `${name} starts, ${recipients} recipients` });
    if (finishedAt) lines.push({ at: finishedAt, text: `${name} is finished` });
    else
      lines.push({ at: endedAt, text: `${name} is not finished: ${status}${pausedReason ? `, ${pausedReason}` : ''}` });
  }
  return lines
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, text }) => `${timeOf(at, timeZone)}  ${text}`);
}

function timeOf(at: Date, timeZone: string): string {
  return zoned(at.getTime(), timeZone).toPlainDateTime().toString({ smallestUnit: 'second' }).replace('T', ' ');
}
