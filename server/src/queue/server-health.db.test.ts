import { expect, test } from '../../../test/harness.ts';
import {
  accepted,
  limitsWith,
  queueWorld,
  runningCampaign,
  settlementOf,
  uncertain,
} from '../../../test/queue-world.ts';
import type { Outcome } from '../smtp/outcome.ts';
import { pruneServerEvents } from './prune-server-events.ts';
import { findServerEvents, insertServerEvents } from './server-event-store.ts';

const fault = (kind: 'throttled' | 'quota', reason: string): Outcome => ({
  kind: 'unsent',
  reason,
  fault: { kind, reason, retryAfterMs: null },
  seen: true,
});
const all = { limit: 100, offset: 0 };

test('a throttled server is parked, probed, slowed beside the others, and healthy again; each change is logged', async ({
  sql,
  clock,
}) => {
  const campaign = await runningCampaign({ sql, clock }, 200);
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
  const start = clock.now();
  const throttledReply = '421 4.7.0 Too many messages';
  await worker.send((await worker.claim(1)).rows, fault('throttled', throttledReply));

  const parked = await worker.claim(20);
  expect(parked).toMatchObject({ rows: [], parked: ['a'], nextAt: clock.in(5).getTime() });
  clock.advance(5);
  const probe = await worker.claim(20);
  expect(probe.rows).toHaveLength(1);
  await worker.send(probe.rows, accepted);

  const waits = await worker.claim(20);
  expect(waits).toMatchObject({ rows: [], blocker: { by: 'slowed' }, nextAt: clock.in(5).getTime() });
  let sent = 0;
  let next = waits;
  while (next.blocker?.by === 'slowed') {
    clock.set(new Date(next.nextAt!));
    const { rows } = await worker.claim(20);
    if (rows.length > 1) break;
    expect((await worker.claim(20)).blocker).toEqual({ by: 'slowed', until: null });
    await worker.send(rows, accepted);
    sent++;
    next = await worker.claim(20);
  }
  expect(sent).toBe(30);

  const { results } = await findServerEvents(sql, 'a', all);
  const at = (seconds: number) => new Date(start.getTime() + seconds * 1000);
  expect(results.toReversed().map(({ id, ...event }) => event)).toEqual([
    {
      ...{ serverUuid: 'a', at: at(0), from: 'healthy', to: 'parked', reply: throttledReply, until: at(5) },
      ...{ campaignId: campaign.id, changedBy: null },
    },
    {
      ...{ serverUuid: 'a', at: at(5), from: 'probing', to: 'slowed', reply: throttledReply, until: null },
      ...{ campaignId: null, changedBy: null },
    },
    {
      ...{ serverUuid: 'a', at: at(5 + 50 + 25 + 12.5), from: 'slowed', to: 'healthy', reply: null, until: null },
      ...{ campaignId: null, changedBy: null },
    },
  ]);
});

test('a slowed server takes its one message while the others take the rest', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 30);
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }, { uuid: 'b' }])).worker();
  await sql`
    insert into smtp_server_state (smtp_server_uuid, slowed_interval_ms, slowed_at, last_used_at)
    values ('a', 10000, ${clock.now()}, ${clock.in(-10)})
  `;
  const { rows } = await worker.claim(6);
  expect(Object.groupBy(rows, ({ serverUuid }) => serverUuid)).toMatchObject({ a: { length: 1 }, b: { length: 6 } });
});

test('a quota of the day parks a server until midnight of the configured time zone', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 5);
  const limits = limitsWith([{ uuid: 'a' }], { timeZone: 'Europe/Berlin' });
  const worker = await queueWorld({ sql, clock }, limits).worker();
  await worker.send((await worker.claim(1)).rows, fault('quota', '452 4.3.1 Daily quota exceeded'));
  expect(await worker.claim(20)).toMatchObject({ rows: [], nextAt: Date.parse('2026-03-04T23:00:00Z') });
});

test('a server that does not say whether it took a message is parked: it must not take others with it', async ({
  sql,
  clock,
}) => {
  await runningCampaign({ sql, clock }, 10);
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }, { uuid: 'b' }])).worker();
  const { rows } = await worker.claim(1);
  await worker.send(
    rows.filter(({ serverUuid }) => serverUuid === 'a'),
    uncertain,
  );
  const next = await worker.claim(4);
  expect(next.parked).toEqual(['a']);
  expect(next.rows.map(({ serverUuid }) => serverUuid)).toEqual(['b', 'b', 'b', 'b']);
  expect((await findServerEvents(sql, 'a', all)).results).toMatchObject([
    { from: 'healthy', to: 'parked', reply: 'connection lost' },
  ]);
});

test('other workers are told of a park, though no row comes back', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 1);
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
  const { rows } = await worker.claim(1);
  const begun = await worker.begin(rows);
  const told = Promise.withResolvers<void>();
  const subscription = await sql.listen('queue', () => told.resolve());
  await worker.settle([settlementOf(rows[0]!, begun[0]!.attemptId, uncertain, clock.now())]);
  await told.promise;
  await subscription.unlisten();
});

test('the log keeps 90 days, and the newest 1,000 of each server', async ({ sql, clock }) => {
  const event = { from: 'healthy', to: 'parked', until: null, campaignId: null, changedBy: null } as const;
  const many = (serverUuid: string, count: number, at: Date) =>
    Array.from({ length: count }, (_, n) => ({ ...event, serverUuid, at, reply: String(n) }));
  await sql`insert into smtp_server_state (smtp_server_uuid) values ('busy'), ('old')`;
  await insertServerEvents(sql, [...many('busy', 1_003, clock.now()), ...many('old', 2, clock.in(-91 * 86_400))]);
  await insertServerEvents(sql, many('old', 1, clock.in(-89 * 86_400)));

  expect(await pruneServerEvents(sql, clock.now())).toBe(5);
  const busy = await findServerEvents(sql, 'busy', { limit: 1, offset: 999 });
  expect(busy).toMatchObject({ total: 1_000, results: [{ reply: '3' }] });
  expect((await findServerEvents(sql, 'old', all)).total).toBe(1);
  expect(await pruneServerEvents(sql, clock.now())).toBe(0);
});
