import { nextMidnight, zoned } from '../server/src/capacity/calendar-day.ts';
import type { Simulation } from './simulate.ts';

const [width, height] = [960, 360];
const margin = { left: 70, right: 20, top: 40, bottom: 40 };
/** Told apart by those who see colours otherwise, too: the palette of Okabe and Ito. */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'];
const mostLegends = colours.length;

/** An SVG of what has left of each campaign, over time. */
export function chart({ sent, campaigns, startedAt, endedAt }: Simulation, title: string, timeZone: string): string {
  const [from, to] = [startedAt.getTime(), Math.max(endedAt.getTime(), startedAt.getTime() + 1)];
  const most = Math.max(1, ...campaigns.map(({ recipients }) => recipients));
  const x = (at: number) =>
    (margin.left + ((at - from) / (to - from)) * (width - margin.left - margin.right)).toFixed(1);
  const y = (count: number) =>
    (height - margin.bottom - (count / most) * (height - margin.top - margin.bottom)).toFixed(1);

  const lines = campaigns.map(({ name }, i) => {
    let total = 0;
    const steps = [`M${x(from)},${y(0)}`];
    for (const { at, campaign, count } of sent) {
      if (campaign !== i) continue;
      total += count;
      steps.push(`H${x(at)}V${y(total)}`);
    }
    const colour = colours[i % colours.length]!;
    const legend = `<text x="${margin.left + 8}" y="${margin.top + 16 + 16 * i}" fill="${colour}">${escaped(name)}: ${total}</text>`;
    const path = `<path d="${steps.join('')}H${x(to)}" fill="none" stroke="${colour}" stroke-width="2"/>`;
    return path + (i < mostLegends ? legend : '');
  });
  const days: string[] = [];
  for (let at = nextMidnight(from, timeZone); at < to; at = nextMidnight(at, timeZone)) {
    const { day, month } = zoned(at, timeZone);
    days.push(
      `<line x1="${x(at)}" x2="${x(at)}" y1="${margin.top}" y2="${height - margin.bottom}" stroke="#ccc"/>`,
      `<text x="${x(at)}" y="${height - margin.bottom + 18}" text-anchor="middle">${day}.${month}.</text>`,
    );
  }
  const levels = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const count = Math.round(share * most);
    return `<text x="${margin.left - 8}" y="${y(count)}" text-anchor="end" dominant-baseline="middle">${count}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${margin.left}" y="22" font-size="15">${escaped(title)}</text>`,
    ...days,
    ...levels,
    ...lines,
    '</svg>\n',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
