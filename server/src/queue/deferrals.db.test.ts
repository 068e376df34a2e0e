import { expect, test } from '../../../test/harness.ts';
import { deferred, limitsWith, queueWorld, runningCampaign, unreachable } from '../../../test/queue-world.ts';
import { dayLimit } from '../capacity/limit.ts';
import { findQueueRow } from './queue-row-store.ts';
import { requeueRow } from './requeue-row.ts';

const limits = limitsWith([
  { uuid: 'a', daily: dayLimit(100) },
  { uuid: 'b', daily: dayLimit(10) },
]);
const hour = 3600;

test('a deferred message goes to another server next, and back when there is no other', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 1);
  const world = queueWorld({ sql, clock }, limits);
  const worker = await world.worker();
  const first = await worker.claim();
  await worker.send(first.rows, deferred);
  clock.advance(hour);
  const second = await worker.claim();
  await worker.send(second.rows, deferred);
  expect([first, second].map(({ rows }) => rows.map(({ serverUuid }) => serverUuid))).toEqual([['a'], ['b']]);

  await world.setLimits(limitsWith([{ uuid: 'b' }]));
  clock.advance(hour);
  expect((await worker.claim()).rows.map(({ serverUuid }) => serverUuid)).toEqual(['b']);
});

test('its age counts from the first deferral, not from when it was queued, and only deferrals begin it', async ({
  sql,
  clock,
}) => {
  await runningCampaign({ sql, clock }, 1);
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
  const keepAlive = () => sql`update workers set expires_at = ${clock.in(100 * hour)}`;
  const send = async (outcome: typeof deferred) => {
    await keepAlive();
    return (await worker.send((await worker.claim()).rows, outcome))[0]?.status;
  };

  clock.advance(100 * hour);
  expect(await send(unreachable)).toBe('queued');
  clock.advance(100 * hour);
  expect(await send(deferred)).toBe('queued');
  const firstDeferredAt = clock.now();
  clock.advance(71 * hour);
  expect(await send(deferred)).toBe('queued');
  expect([...(await sql`select first_deferred_at, scheduled_at, deferred_by from email_queue`)]).toEqual([
    { firstDeferredAt, scheduledAt: expect.any(Date), deferredBy: 'a' },
  ]);

  // Its retry count would allow one more.
  await sql`update email_queue set retry_count = 1`;
  clock.advance(hour);
  expect(await send(deferred)).toBe('failed');
  const [row] = await sql<{ id: string; lastError: string }[]>`select id, last_error from email_queue`;
  expect(row!.lastError).toBe('451 4.7.1 Later (deferred 2 times in 72 hours, and delivery.max_age allows no longer)');

  await requeueRow(sql, (await findQueueRow(sql, row!.id))!, clock.now());
  expect(await send(deferred)).toBe('queued');
});

test('what the server answered is kept as it came, and told in one line', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 2);
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
  const { rows } = await worker.claim();
  const full = '451-4.7.1 Later\n451 4.7.1 please';
  const reply = { code: 451, enhanced: '4.7.1', text: 'Later please', full };
  await worker.send(rows.slice(0, 1), { kind: 'deferred', reply });
  const fault = {
    kind: 'throttled',
    reason: '421 4.7.0 Slow down',
    retryAfterMs: null,
    fullReply: '421-Slow\n421 down',
  };
  await worker.send(rows.slice(1), { kind: 'unsent', reason: fault.reason, fault, seen: true } as typeof unreachable);
  expect([
    ...(await sql`
      select a.reply, q.last_error from attempts a join email_queue q on q.id = a.queue_id order by a.id
    `),
  ]).toEqual([
    { reply: full, lastError: '451 4.7.1 Later please' },
    { reply: fault.fullReply, lastError: fault.reason },
  ]);
});
