import { expect, test } from 'vitest';
import { progressLine, progressScreen, type ServerCapacity, type Snapshot } from './progress.ts';

const north: ServerCapacity = {
  name: 'email-north',
  daily_limit: 400,
  daily_used: 100,
  daily_remaining: 300,
  sliding_window: { max: 40, duration: '2s', used: 38, remaining: 2 },
  waiting_for: null,
  next_send_at: null,
};
const west: ServerCapacity = {
  ...north,
  name: 'email-west',
  daily_limit: 0,
  daily_remaining: null,
  sliding_window: null,
};
const snapshot = (servers: ServerCapacity[]): Snapshot => ({
  campaign: {
    status: 'running',
    to_send: 400,
    paused_reason: null,
    queue: { queued: 190, sending: 10, sent: 200, failed: 0, cancelled: 0, uncertain: 0 },
  },
  servers,
  elapsedSeconds: 7.2,
});

test('shows how full each limit is, and how far the campaign is', () => {
  expect(progressScreen(snapshot([north, west]), 80)).toEqual([
    `${'█'.repeat(25)}${'░'.repeat(25)} 200 of 400 sent, 7 s`,
    'server           used today      left      in its window  left',
    'email-north      100 of 400       300     38 of 40 in 2s     2',
    'email-west              100  no limit           no limit      ',
    'email-north is sending',
    'email-west is sending',
  ]);
});

test('never writes past the edge of the terminal', () => {
  for (const line of progressScreen(snapshot([north, west]), 40)) expect(line.length).toBeLessThanOrEqual(40);
});

test('a line says what sending waits for: what the server waits for that is free first', () => {
  const waits = (server: ServerCapacity, waiting_for: string, next_send_at: string | null) => ({
    ...server,
    waiting_for,
    next_send_at,
  });
  expect(progressLine(snapshot([north, west]))).toContain('sending through email-north, email-west');
  expect(
    progressLine(
      snapshot([
        waits(north, 'Midnight.', '2026-11-25T00:00:00.000Z'),
        waits(west, 'Its window.', '2026-11-24T12:00:00.000Z'),
        waits(west, 'A person.', null),
      ]),
    ),
  ).toBe('  7 s: 200 of 400 sent (email-north 100, email-west 100, email-west 100); Its window.');
});
