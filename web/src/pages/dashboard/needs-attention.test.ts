import { expect, test } from 'vitest';
import { formatIn } from '../../shared/format.ts';
import type { ServerCapacity } from '../../shared/queue-queries.ts';
import { attentionOf } from './needs-attention.ts';

const format = formatIn('UTC', 'en-GB', () => new Date('2026-03-04T12:00:00Z'));
const quiet = { servers: [], stats: { is_paused: false, total_queued: 5, total_uncertain: 0 }, paused: [], format };
const server = (more: Partial<ServerCapacity>) =>
  ({
    uuid: 'a',
    name: 'email-mail2',
    enabled: true,
    health: 'healthy',
    health_reason: null,
    health_until: null,
    ...more,
  }) as ServerCapacity;

test('nothing needs a person when all is well, or when a person wanted it so', () => {
  const byUser = { id: 7, name: 'News', paused_by: 'user' as const, paused_reason: null };
  expect(
    attentionOf({ ...quiet, servers: [server({}), server({ enabled: false, health: 'parked' })], paused: [byUser] }),
  ).toEqual([]);
});

test('names what does, the most urgent first, with the reply', () => {
  const needs = attentionOf({
    ...quiet,
    servers: [
      server({ health: 'slowed', health_reason: '421 too fast' }),
      server({ health: 'parked', health_reason: '535 bad credentials', health_until: '2026-03-04T12:05:00Z' }),
    ],
    stats: { is_paused: true, total_queued: 5, total_uncertain: 1200 },
    paused: [{ id: 7, name: 'News', paused_by: 'errors', paused_reason: '1000 messages failed' }],
  });
  expect(needs.map(({ title, reason, to }) => [title, reason, to])).toEqual([
    ['“News” was paused because of errors; it goes on when you resume it', '1000 messages failed', '/campaigns/7'],
    ['1,200 emails are uncertain: a crash left it unclear whether a server took them', null, '/queue/uncertain'],
    ['email-mail2 is parked until 12:05:00', '535 bad credentials', '/queue/servers/a'],
    ['email-mail2 is slowed: it asked for less', '421 too fast', '/queue/servers/a'],
    ['The whole queue is paused', null, '/queue'],
  ]);
});
