import { expect, test } from 'vitest';
import { instantOf, parseWorld, timeZoneOf } from './world.ts';

const yaml = (servers: string, more = '') => `
start: 2026-11-24T08:00
settings: { app.timezone: Europe/Berlin }
servers:
  - ${servers}
campaigns:
  - { name: News, recipients: 10 }
${more}`;

test('a world has what it does not say by default, and its times are those of its zone', () => {
  const world = parseWorld(yaml('{ name: relay, daily_limit: 5 }'));

  expect(world).toMatchObject({
    days: 60,
    seed: 1,
    campaigns: [{ messenger: 'automatic', priority: 'normal', weight: 1, pacing: 'fast' }],
  });
  expect(world.servers).toMatchObject([{ daily_limit: 5, count: 1, latency: '0s', max_conns: 10, faults: [] }]);
  expect(timeZoneOf(world)).toBe('Europe/Berlin');
  expect(instantOf(world, world.start, 'start')).toEqual(new Date('2026-11-24T07:00:00Z'));
});

test.each([
  [yaml('{ name: relay }').replace('2026-11-24T08:00', 'yesterday'), 'start: expected'],
  ['start: [', 'world: is no YAML'],
  [yaml('{ name: relay, dayly_limit: 5 }'), 'servers[0].dayly_limit: unknown'],
  [yaml('{ name: relay, daily_limit: -1 }'), 'servers[0].daily_limit: expected'],
  [yaml('{ name: relay, latency: soon }'), 'servers[0].latency: expected a duration'],
  [yaml('{ name: relay, sliding_window: true }'), 'servers[0].sliding_window_rate'],
  [
    yaml('{ name: relay, faults: [{ kind: down, from: 2026-11-24T14:00, to: 2026-11-24T13:00 }] }'),
    'servers[0].faults[0].to: is not after from',
  ],
  [
    yaml('{ name: relay, faults: [{ kind: down, from: 2026-13-24T14:00, to: 2026-11-24T13:00 }] }'),
    'servers[0].faults[0].from: there is no',
  ],
  [yaml('{ name: relay }').replace('Europe/Berlin', 'Mars'), 'app.timezone'],
  [yaml('{ name: relay }').replace('recipients: 10', 'recipients: 0'), 'campaigns[0].recipients: expected'],
  [yaml('{ name: relay }').replace('recipients: 10', 'recipients: 1, start: 2026-11-23T08:00'), 'campaigns[0].start'],
  [yaml('{ name: relay }').replace('servers:\n  - { name: relay }', 'servers: []'), 'servers: expected'],
])('%#: what is wrong in a world is refused, and the field is named', (text, message) => {
  expect(() => parseWorld(text)).toThrow(message);
});
