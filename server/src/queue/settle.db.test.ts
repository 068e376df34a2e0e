import { expect, test } from '../../../test/harness.ts';
import {
  accepted,
  deferred,
  limitsWith,
  queueWorld,
  rejected,
  runningCampaign,
  settlementOf,
  uncertain,
  unreachable,
} from '../../../test/queue-world.ts';
import { waitUntilBlocked } from '../../../test/wait-until-blocked.ts';
import { dayLimit, slidingLimit } from '../capacity/limit.ts';
import { type Outcome, takenBack } from '../smtp/outcome.ts';
import { countsByCampaign } from './queue-counts.ts';
import { releaseUnknown } from './release-unknown.ts';

const limits = limitsWith([{ uuid: 'a', daily: dayLimit(100), sliding: slidingLimit(100, 60_000) }]);

interface Usage {
  sent: number;
  inWindow: number;
  inFlight: number;
}

test.for<[string, Outcome, string, Usage]>([
  ['accepted', accepted, 'sent', { sent: 1, inWindow: 1, inFlight: 0 }],
  ['rejected', rejected, 'failed', { sent: 0, inWindow: 1, inFlight: 0 }],
  ['deferred', deferred, 'queued', { sent: 0, inWindow: 1, inFlight: 0 }],
  ['unsent, unseen', unreachable, 'queued', { sent: 0, inWindow: 0, inFlight: 0 }],
  ['unsent, seen', { ...unreachable, seen: true } as Outcome, 'queued', { sent: 0, inWindow: 1, inFlight: 0 }],
  ['uncertain', uncertain, 'uncertain', { sent: 1, inWindow: 1, inFlight: 0 }],
])('%s', async ([, outcome, status, expected], { sql, clock }) => {
  const campaign = await runningCampaign({ sql, clock }, 1);
  const worker = await queueWorld({ sql, clock }, limits).worker();
  const { rows } = await worker.claim();
  expect(await usageOf(sql)).toEqual({ sent: 0, inWindow: 0, inFlight: 1 });

  await worker.send(rows, outcome);
  expect(await usageOf(sql)).toEqual(expected);
  const [row] = await sql<{ status: string; leasedBy: string | null; sentAt: Date | null }[]>`
    select status, leased_by, sent_at from email_queue
  `;
  expect(row).toEqual({ status, leasedBy: null, sentAt: status === 'sent' ? clock.now() : null });
  const [attempt] = await sql<{ outcome: string }[]>`select outcome from attempts`;
  expect(attempt!.outcome).toBe(outcome.kind);
  const counts = (await countsByCampaign(sql, [campaign.id])).get(campaign.id)!;
  expect(counts).toMatchObject({ [status]: 1, sending: 0 });
});

test('only deferrals and refusals cost a message its attempts; when they are spent, it has failed', async ({
  sql,
  clock,
}) => {
  await runningCampaign({ sql, clock }, 1);
  const worker = await queueWorld({ sql, clock }, limits).worker();
  for (let i = 0; i < 10; i++) {
    await worker.send((await worker.claim()).rows, unreachable);
    clock.advance(3600);
    await sql`update workers set expires_at = ${clock.in(60)}`;
  }
  const outcomes: unknown[] = [];
  for (let i = 0; i < 3; i++) {
    outcomes.push((await worker.send((await worker.claim()).rows, deferred))[0]);
    clock.advance(7200);
  }
  expect(outcomes).toMatchObject([{ status: 'queued' }, { status: 'queued' }, { status: 'failed' }]);
  const [row] = await sql`select retry_count, last_error from email_queue`;
  expect(row).toEqual({
    retryCount: 3,
    lastError: '451 4.7.1 Later (deferred 3 times, and delivery.max_attempts allows no more)',
  });
});

test('a row that a worker no longer holds stays as it is', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 1);
  const world = queueWorld({ sql, clock }, limits);
  const [slow, quick] = [await world.worker(), await world.worker()];
  const { rows } = await slow.claim();
  const [begun] = await slow.begin(rows);
  clock.advance(59);
  await sql`update workers set expires_at = ${clock.in(600)} where id = ${quick.id}`;
  clock.advance(1);
  await world.sweep();
  await slow.settle([settlementOf(rows[0]!, begun!.attemptId, rejected, clock.now())]);
  expect([...(await sql`select status from email_queue`)]).toEqual([{ status: 'uncertain' }]);
  expect((await quick.claim()).rows).toEqual([]);
});

test('a batch whose commit was in doubt can be settled again, and counts once', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 5);
  const worker = await queueWorld({ sql, clock }, limits).worker();
  const { rows } = await worker.claim(3);
  const begun = await worker.begin(rows.slice(0, 2));
  const settlements = begun.map(({ attemptId }, i) => settlementOf(rows[i]!, attemptId, accepted, clock.now()));
  expect(await worker.settle(settlements)).toHaveLength(2);
  expect(await worker.settleAgain(settlements)).toEqual([]);
  expect(await usageOf(sql)).toEqual({ sent: 2, inWindow: 2, inFlight: 1 });
});

test('a beginning whose answer was lost leaves no open attempt', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 1);
  const worker = await queueWorld({ sql, clock }, limits).worker();
  const { rows } = await worker.claim();
  await worker.begin(rows);
  await worker.settle(rows.map((row) => settlementOf(row, null, takenBack('answer lost'), clock.now())));
  expect([...(await sql`select outcome, seen from attempts`)]).toEqual([{ outcome: 'unsent', seen: false }]);
  expect(await usageOf(sql)).toEqual({ sent: 0, inWindow: 0, inFlight: 0 });
});

test('what a worker claimed without knowing goes back, with its permits; what it knows of stays', async ({
  sql,
  clock,
}) => {
  await runningCampaign({ sql, clock }, 5);
  const world = queueWorld({ sql, clock }, limits);
  const worker = await world.worker();
  const { rows } = await worker.claim(2);
  await worker.claim(3);
  expect(await releaseUnknown(world.deps, { workerId: worker.id, held: rows.map(({ id }) => id) })).toBe(3);
  expect(await usageOf(sql)).toMatchObject({ inFlight: 2 });
  expect(await worker.begin(rows)).toHaveLength(2);
  expect((await worker.claim()).rows).toHaveLength(3);
});

test('what goes back while its campaign is cancelled is cancelled', async ({ sql, clock }) => {
  const campaign = await runningCampaign({ sql, clock }, 2);
  const worker = await queueWorld({ sql, clock }, limits).worker();
  const { rows } = await worker.claim();
  const attempts = await worker.begin(rows);
  await sql`update campaigns set status = 'cancelled' where id = ${campaign.id}`;
  await worker.settle([
    settlementOf(rows[0]!, attempts[0]!.attemptId, deferred, clock.now()),
    settlementOf(rows[1]!, attempts[1]!.attemptId, accepted, clock.now()),
  ]);
  expect([...(await sql`select status from email_queue order by id`)]).toEqual([
    { status: 'cancelled' },
    { status: 'sent' },
  ]);
});

test('a fault sets the server aside, mail goes through another, and a success brings it back', async ({
  sql,
  clock,
}) => {
  await runningCampaign({ sql, clock }, 4);
  const world = queueWorld(
    { sql, clock },
    limitsWith([
      { uuid: 'a', daily: dayLimit(9) },
      { uuid: 'b', daily: dayLimit(5) },
    ]),
  );
  const worker = await world.worker();
  const { rows } = await worker.claim(1);
  expect(rows.map(({ serverUuid }) => serverUuid)).toEqual(['a', 'b']);
  await worker.send(rows.slice(0, 1), unreachable);
  await worker.send(rows.slice(1), accepted);

  const next = await worker.claim();
  expect(new Set(next.rows.map(({ serverUuid }) => serverUuid))).toEqual(new Set(['b']));
  await worker.settle(next.rows.map((row) => settlementOf(row, null, takenBack('test'), clock.now())));

  clock.advance(10);
  const probe = await worker.claim();
  expect(probe.rows.filter(({ serverUuid }) => serverUuid === 'a')).toHaveLength(1);
  await worker.send(probe.rows, accepted);
  const [state] = await sql`select failures, aside_until from smtp_server_state where smtp_server_uuid = 'a'`;
  expect(state).toEqual({ failures: 0, asideUntil: null });
});

test('every row is in exactly one status, whatever happened', async ({ sql, clock }) => {
  const campaign = await runningCampaign({ sql, clock }, 12);
  const worker = await queueWorld({ sql, clock }, limits).worker();
  for (const outcome of [accepted, rejected, deferred, uncertain, unreachable]) {
    await worker.send((await worker.claim(2)).rows, outcome);
  }
  const counts = (await countsByCampaign(sql, [campaign.id])).get(campaign.id)!;
  expect(Object.values(counts).reduce((a, b) => a + b)).toBe(12);
  const rows = await sql<
    { status: string; n: number }[]
  >`select status, count(*)::int as n from email_queue group by 1`;
  expect(counts).toMatchObject(Object.fromEntries(rows.map(({ status, n }) => [status, n])));
});

async function usageOf(sql: Parameters<typeof countsByCampaign>[0]): Promise<Usage> {
  const [usage] = await sql<Usage[]>`
    select
      (select coalesce(sum(emails_sent), 0)::int from smtp_daily_usage) as sent,
      (select coalesce(sum(emails_in_window), 0)::int from smtp_rate_limit_state) as in_window,
      (select coalesce(sum(in_flight), 0)::int from permits) as in_flight
  `;
  return usage!;
}

test('a row that somebody has locked holds up its settlement, and no claim', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 3);
  const world = queueWorld({ sql, clock }, limits);
  const [worker, other] = [await world.worker(), await world.worker()];
  const { rows } = await worker.claim(1);
  let settling: Promise<unknown> | undefined;
  await sql.begin(async (tx) => {
    await tx`select from email_queue where id = ${rows[0]!.id} for update`;
    settling = worker.send(rows, accepted);
    await waitUntilBlocked(tx);
    expect((await other.claim()).rows).toHaveLength(2);
  });
  expect(await settling).toEqual([expect.objectContaining({ status: 'sent' })]);
  expect(await usageOf(sql)).toEqual({ sent: 1, inWindow: 1, inFlight: 2 });
});

test('what is settled as the time zone has changed counts once', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 3);
  const world = queueWorld({ sql, clock }, limits);
  const worker = await world.worker();
  await worker.send((await worker.claim(1)).rows, accepted);
  const { rows } = await worker.claim(2);
  const begun = await worker.begin(rows);
  await world.setLimits({ ...limits, timeZone: 'Asia/Kathmandu' });
  await worker.settle(begun.map(({ attemptId }, i) => settlementOf(rows[i]!, attemptId, accepted, clock.now())));
  expect(await usageOf(sql)).toMatchObject({ sent: 3 });
});
