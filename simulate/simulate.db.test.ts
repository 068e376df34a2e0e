import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CampaignPlan, planCampaign } from '../server/src/planning/plan-campaign.ts';
import { expect, test } from '../test/harness.ts';
import { chart } from './chart.ts';
import { dayTable, tableLines } from './day-table.ts';
import { simulate } from './simulate.ts';
import { timelineLines } from './timeline.ts';
import { parseWorld, timeZoneOf } from './world.ts';

const worldOf = (name: string) => readFile(join(import.meta.dirname, 'worlds', name), 'utf8');

test('the scale example of the guide, a hundredth of it, ends on the fourth day, as its plan said', async ({ sql }) => {
  const guide = await worldOf('guide.yaml');
  const world = parseWorld(guide.replace('100000', '1000').replace('daily_limit: 1000', 'daily_limit: 10'));
  let planned: number | null = null;

  const simulation = await simulate(sql, world, async ({ deps, campaignIds }) => {
    planned ??= (await planCampaign(deps, campaignIds[0]!)).plan.finishAt;
  });

  const { days, totals, rows } = dayTable(simulation, timeZoneOf(world));
  expect(days).toEqual(['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']);
  expect(totals).toEqual([300, 300, 300, 100]);
  expect(rows).toHaveLength(30);
  expect(simulation.campaigns[0]!.finishedAt).toEqual(new Date('2026-11-27T07:00:00Z'));
  expect(planned).toBe(Date.parse('2026-11-27T07:00:00Z'));
});

test('a server is down, throttles, or is full: its mail goes through the others, none is lost, and the timeline tells', async ({
  sql,
}) => {
  const world = parseWorld(`
    start: 2026-11-24T08:00
    settings: { app.send_time_start: '08:00', app.send_time_end: '20:00' }
    servers:
      - { name: down, daily_limit: 20, latency: 1s, faults: [{ kind: down, from: 2026-11-24T00:00, to: 2026-11-24T23:00 }] }
      - { name: busy, daily_limit: 20, latency: 1s, faults: [{ kind: throttles, from: 2026-11-24T08:00, to: 2026-11-24T09:00 }] }
      - { name: full, daily_limit: 20, quota: 5 }
      - { name: well, daily_limit: 20 }
    campaigns:
      - { name: News, recipients: 100 }
      - { name: Urgent, recipients: 5, priority: high, start: 2026-11-25T08:00 }
  `);

  const simulation = await simulate(sql, world);

  const timeZone = timeZoneOf(world);
  const table = dayTable(simulation, timeZone);
  const of = (name: string) => table.rows.find(({ server }) => server === `email-${name}`)!;
  expect(of('down').counts[0]).toBe(0);
  expect(of('busy').counts[0]).toBe(20);
  expect(simulation.sent.find(({ server }) => server === 'email-busy')!.at).toBeGreaterThan(
    Date.parse('2026-11-24T09:00:00Z'),
  );
  expect(of('full').counts[0]).toBe(5);
  expect(of('well').counts[0]).toBe(20);
  expect(table.totals.reduce((a, b) => a + b)).toBe(105);
  expect(simulation.campaigns.map(({ status }) => status)).toEqual(['finished', 'finished']);

  const timeline = timelineLines(simulation, timeZone).join('\n');
  expect(timeline).toContain('email-down: healthy → parked until 2026-11-24 08:00:0');
  expect(timeline).toContain('2026-11-25 08:00:00  Urgent starts, 5 recipients');
  expect(tableLines(table).at(-1)).toMatch(/^all servers .* 105$/);
  const svg = chart(simulation, 'A & B', timeZone);
  expect(svg).toContain('A &amp; B');
  expect(svg).not.toContain('NaN');
});

test('a world that goes by twice goes by in the same way', async ({ sql, database }) => {
  const world = parseWorld(`
    start: 2026-11-24T08:00
    seed: 7
    servers:
      - { name: one, sliding_window: true, sliding_window_rate: 4, sliding_window_duration: 10m, deferred_share: 0.3 }
    campaigns: [{ name: News, recipients: 20 }]
  `);
  const first = await simulate(sql, world);
  await database.sql`truncate campaigns, subscribers, lists, smtp_servers, settings, steady_time, smtp_daily_usage, smtp_rate_limit_state restart identity cascade`;
  const second = await simulate(sql, world);

  expect(second.sent).toEqual(first.sent);
  expect(first.sent.length).toBeGreaterThan(5);
});

test('a campaign that is spread evenly leaves as its plan said, to the hour of each day and the second of its end', async ({
  sql,
}) => {
  const world = parseWorld(`
    start: 2026-11-24T14:00
    settings: { app.send_time_start: '08:00', app.send_time_end: '20:00' }
    servers: [{ name: one, count: 3, daily_limit: 40 }]
    campaigns:
      - { name: News, recipients: 181, pacing: even, deadline: 2026-11-26T14:00 }
      - { name: Office, recipients: 24, pacing: even, send_windows: [{ start: '09:00', end: '15:00' }] }
      - { name: Urgent, recipients: 30, priority: high, start: 2026-11-25T10:00 }
  `);
  const plans: CampaignPlan['plan'][] = [];
  const simulation = await simulate(sql, world, async ({ deps, campaignIds }) => {
    if (plans.length > 0) return;
    for (const id of campaignIds) plans.push((await planCampaign(deps, id)).plan);
  });

  for (const [i, plan] of plans.entries()) {
    const { finishedAt } = simulation.campaigns[i]!;
    expect(plan.finishAt).toBe(finishedAt!.getTime());
    const planned = plan.stretches.map(({ sent }) => sent);
    const left = simulation.sent.filter(({ campaign, at }) => campaign === i && at > plan.now);
    expect(planned).toEqual(
      plan.stretches.map(({ from, to }, n) => {
        const isLast = n === plan.stretches.length - 1;
        const within = left.filter(({ at }) => at >= from && (at < to || isLast));
        return within.reduce((sum, { count }) => sum + count, 0);
      }),
    );
  }
  const hours = plans[0]!.stretches.filter(({ sent }) => sent > 0).map(({ sent }) => sent);
  expect(new Set(hours.slice(0, -1))).toEqual(new Set([7, 8]));
});
