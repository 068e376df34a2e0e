import { randomUUID } from 'node:crypto';
import { makeQueueRow, makeSmtpServer, makeSubscriber } from '../../../test/factories.ts';
import { test as base, describe, expect } from '../../../test/harness.ts';
import {
  accepted,
  deferred,
  limitsWith,
  queueWorld,
  rejected,
  runningCampaign,
  uncertain,
  unreachable,
} from '../../../test/queue-world.ts';
import { dayLimit, slidingLimit } from '../capacity/limit.ts';
import type { Limits } from '../capacity/limits.ts';
import type { Sql } from '../db/connect.ts';
import { type Outcome, takenBack } from '../smtp/outcome.ts';
import { beginAttempts } from './begin.ts';
import { type Claim, claimRows } from './claim.ts';
import { dueHeads } from './due-heads.ts';
import type { QueueDeps } from './limits-transaction.ts';
import { noRows, totals } from './queue-counts.ts';
import { type Settlement, settle } from './settle.ts';
import { steadyTimeKeeper } from './steady-time-keeper.ts';
import { sweep } from './sweep.ts';
import { loadUsage } from './usage-store.ts';
import { endLease, registerWorker } from './worker-lease.ts';

/** A worker that claims and begins by the real queue, through one server with ten permits a day. */
interface Hand {
  serverUuid: string;
  deps: QueueDeps;
  worker(): Promise<string>;
  claim(workerId: string): Promise<string[]>;
  begin(workerId: string, rowId: string): Promise<string>;
  settle(workerId: string, about: Pick<Settlement, 'rowId' | 'attemptId' | 'outcome' | 'at'>): Promise<void>;
}

const test = base.extend<{ hand: Hand }>({
  hand: async ({ sql, clock }, use) => {
    const { uuid: serverUuid } = await makeSmtpServer(sql, { dailyLimit: 10 });
    const [configuration] = await sql<{ version: string }[]>`select version from configuration`;
    const { version } = configuration!;
    const limits: Limits = {
      version,
      timeZone: 'UTC',
      sendWindow: null,
      account: { minute: null, hour: null, day: null },
      servers: [{ uuid: serverUuid, daily: { kind: 'day', max: 10 }, sliding: null, further: [] }],
    };
    const deps: QueueDeps = {
      sql,
      clock,
      limits: { current: async () => limits },
      steadyTime: steadyTimeKeeper(clock),
    };
    let batches = 0;
    await use({
      serverUuid,
      deps,
      async worker() {
        const id = randomUUID();
        await registerWorker(sql, { id, host: 'test', pid: 1 }, { now: clock.now(), until: clock.in(60) });
        return id;
      },
      async claim(workerId) {
        const options: Claim = {
          ...{ workerId, heads: dueHeads() },
          serverOf: () => null,
          slotsOf: () => 10,
          isPaused: () => false,
          sharing: () => 'oldest',
        };
        return (await claimRows(deps, options)).rows.map(({ id }) => id);
      },
      async begin(workerId, rowId) {
        const campaignId = await campaignOf(sql, rowId);
        const rows = [{ rowId, campaignId, serverUuid, messageId: '<a@example.com>', limitsVersion: version }];
        const [begun] = await beginAttempts(sql, { workerId, now: clock.now(), rows });
        return begun!.attemptId;
      },
      async settle(workerId, about) {
        const campaignId = await campaignOf(sql, about.rowId);
        const retry = { maxAttempts: 1, firstDelaySeconds: 1, maxDelaySeconds: 1, maxAgeSeconds: 1 };
        await settle(deps, { workerId, batch: ++batches, policy: { retry, onUncertain: 'hold' }, random: () => 0 }, [
          { campaignId, serverUuid, retryCount: 0, isOwnFault: false, suspicions: 0, firstDeferredAt: null, ...about },
        ]);
      },
    });
  },
});

async function campaignOf(sql: Sql, rowId: string): Promise<number> {
  const [row] = await sql<[{ campaignId: number }]>`select campaign_id from email_queue where id = ${rowId}`;
  return row.campaignId;
}

/** Rows of one campaign, all due; their subscribers are on its list. */
async function makeRows(sql: Sql, count: number) {
  const first = await makeQueueRow(sql);
  const [list] = await sql<{ listId: number }[]>`select list_id from campaign_lists`;
  const rows = [first];
  while (rows.length < count) {
    const { id: subscriberId } = await makeSubscriber(sql, { lists: [list!.listId] });
    rows.push(await makeQueueRow(sql, { campaignId: first.campaignId, subscriberId }));
  }
  return rows.map(({ id }) => id);
}

/** As the guide prints it. */
const manualFix = (sql: Sql) => sql`
  UPDATE email_queue
  SET status = 'queued', assigned_smtp_server_uuid = NULL
  WHERE status = 'sending'
    AND updated_at < NOW() - INTERVAL '10 minutes'
`;

const inFlight = async (sql: Sql, { serverUuid }: Hand) =>
  (await loadUsage(sql, '2026-03-04')).inFlight.get(serverUuid) ?? 0;

describe('counters follow SQL by hand', () => {
  test('at once: insert, update, delete, truncate', async ({ sql }) => {
    const [one, two] = await makeRows(sql, 3);
    expect(await totals(sql)).toEqual({ ...noRows, queued: 3 });
    await sql`update email_queue set status = 'failed' where id = ${one!}`;
    await sql`update email_queue set priority = 5`;
    expect(await totals(sql)).toEqual({ ...noRows, queued: 2, failed: 1 });
    await sql`delete from email_queue where id in ${sql([one!, two!])}`;
    expect(await totals(sql)).toEqual({ ...noRows, queued: 1 });
    await sql`truncate email_queue`;
    expect(await totals(sql)).toEqual(noRows);
  });

  test('as the transaction that edits sees them, and not before it commits', async ({ sql }) => {
    await makeRows(sql, 2);
    await sql.begin(async (tx) => {
      await tx`delete from email_queue`;
      expect(await totals(tx)).toEqual(noRows);
      expect(await totals(sql)).toEqual({ ...noRows, queued: 2 });
    });
    expect(await totals(sql)).toEqual(noRows);
  });

  test('a row that moves between campaigns, and a campaign that is deleted', async ({ sql }) => {
    const [row] = await makeRows(sql, 1);
    const other = await makeQueueRow(sql);
    await sql`update email_queue set campaign_id = ${other.campaignId} where id = ${row!}`;
    await sql`delete from campaigns where id <> ${other.campaignId}`;
    expect(await totals(sql)).toEqual({ ...noRows, queued: 2 });
    await sql`delete from campaigns`;
    expect(await totals(sql)).toEqual(noRows);
  });

  test.for(['lost', 'Sent', ''])('no row can be given the status %o', async (status, { sql }) => {
    const [row] = await makeRows(sql, 1);
    await expect(sql`update email_queue set status = ${status} where id = ${row!}`).rejects.toThrow(/check constraint/);
  });
});

describe('the guide’s manual fix', () => {
  test('queues rows that are stuck, and no others; they can be claimed again', async ({ sql, hand }) => {
    const [stuck, fresh] = await makeRows(sql, 2);
    const worker = await hand.worker();
    expect(await hand.claim(worker)).toEqual([stuck, fresh]);
    await sql`update email_queue set updated_at = now() - interval '11 minutes' where id = ${stuck!}`;
    await sql`update email_queue set updated_at = now() - interval '9 minutes' where id = ${fresh!}`;

    await manualFix(sql);
    expect(await totals(sql)).toEqual({ ...noRows, queued: 1, sending: 1 });
    expect(await hand.claim(await hand.worker())).toEqual([stuck]);
  });

  test('a row whose attempt is open is not claimed, and the outcome still counts', async ({ sql, hand, clock }) => {
    const [row] = await makeRows(sql, 1);
    const worker = await hand.worker();
    await hand.claim(worker);
    const attemptId = await hand.begin(worker, row!);
    await sql`update email_queue set updated_at = now() - interval '11 minutes'`;
    await manualFix(sql);
    expect(await totals(sql)).toEqual({ ...noRows, queued: 1 });
    expect(await hand.claim(await hand.worker())).toEqual([]);

    await hand.settle(worker, { rowId: row!, attemptId, outcome: accepted, at: clock.now() });
    expect(await totals(sql)).toEqual({ ...noRows, sent: 1 });
    expect(await sql`select outcome, seen from attempts`).toMatchObject([{ outcome: 'accepted', seen: true }]);
    expect(await hand.claim(await hand.worker())).toEqual([]);
  });

  test('its own worker does not claim it again while it holds it', async ({ sql, hand, clock }) => {
    const [row] = await makeRows(sql, 1);
    const worker = await hand.worker();
    await hand.claim(worker);
    await sql`update email_queue set updated_at = now() - interval '11 minutes'`;
    await manualFix(sql);
    expect(await hand.claim(worker)).toEqual([]);

    const outcome = takenBack('it was no longer being sent');
    await hand.settle(worker, { rowId: row!, attemptId: null, outcome, at: clock.now() });
    expect(await inFlight(sql, hand)).toBe(0);
    expect(await hand.claim(worker)).toEqual([row]);
  });

  test('permits come back, and open attempts are settled, when the dead worker is swept', async ({
    sql,
    hand,
    clock,
  }) => {
    const [begun, waiting] = await makeRows(sql, 2);
    const dead = await hand.worker();
    await hand.claim(dead);
    await hand.begin(dead, begun!);
    await sql`update email_queue set updated_at = now() - interval '11 minutes'`;
    await manualFix(sql);
    expect(await inFlight(sql, hand)).toBe(2);

    await endLease(sql, dead, clock.now());
    expect(await sweep(hand.deps, { onUncertain: 'hold' })).toMatchObject({ workers: [dead], uncertain: 0 });
    expect(await inFlight(sql, hand)).toBe(0);
    expect((await loadUsage(sql, '2026-03-04')).sentToday.get(hand.serverUuid)).toBe(1);
    // Both are the operator's word: queued is to be sent, also what may have been accepted.
    expect(await hand.claim(await hand.worker())).toEqual([begun, waiting]);
  });
});

describe('a row that is cancelled by hand while its message is under way', () => {
  test.for<{ outcome: Outcome; status: string }>([
    { outcome: accepted, status: 'sent' },
    { outcome: uncertain, status: 'uncertain' },
    { outcome: deferred, status: 'cancelled' },
    { outcome: rejected, status: 'cancelled' },
    { outcome: unreachable, status: 'cancelled' },
  ])('and then $outcome.kind is $status', async ({ outcome, status }, { sql, hand, clock }) => {
    const [rowId] = await makeRows(sql, 1);
    const worker = await hand.worker();
    await hand.claim(worker);
    const attemptId = await hand.begin(worker, rowId!);
    await sql`update email_queue set status = 'cancelled'`;
    await hand.settle(worker, { rowId: rowId!, attemptId, outcome, at: clock.now() });
    expect(await totals(sql)).toEqual({ ...noRows, [status]: 1 });
  });

  test('is uncertain when its worker dies', async ({ sql, hand, clock }) => {
    const [begun, claimed] = await makeRows(sql, 2);
    const dead = await hand.worker();
    await hand.claim(dead);
    await hand.begin(dead, begun!);
    await sql`update email_queue set status = 'cancelled'`;
    await endLease(sql, dead, clock.now());
    await sweep(hand.deps, { onUncertain: 'hold' });
    expect(await sql`select id, status, leased_by from email_queue order by id`).toEqual([
      { id: begun, status: 'uncertain', leasedBy: null },
      { id: claimed, status: 'cancelled', leasedBy: null },
    ]);
  });
});

describe('limits forget nothing', () => {
  test('when the queue is emptied and its campaigns are deleted', async ({ sql, clock }) => {
    const limits = [{ uuid: 'a', daily: dayLimit(3), sliding: slidingLimit(5, 3_600_000) }];
    const world = queueWorld({ sql, clock }, limitsWith(limits));
    await runningCampaign({ sql, clock }, 2);
    const worker = await world.worker();
    await worker.send((await worker.claim()).rows, accepted);
    await sql`truncate email_queue`;
    await sql`delete from campaigns`;
    await runningCampaign({ sql, clock }, 9);
    expect((await worker.claim()).rows).toHaveLength(1);
  });

  test('when the queue is emptied while messages are under way, and then their worker dies', async ({ sql, clock }) => {
    const limits = [{ uuid: 'a', daily: dayLimit(3), sliding: slidingLimit(3, 3_600_000) }];
    const world = queueWorld({ sql, clock }, limitsWith(limits));
    await runningCampaign({ sql, clock }, 2);
    const dead = await world.worker();
    await dead.begin((await dead.claim()).rows);
    await sql`truncate email_queue`;
    await endLease(sql, dead.id, clock.now());
    await world.sweep();
    expect(await sql`select distinct outcome from attempts`).toEqual([{ outcome: 'uncertain' }]);
    await runningCampaign({ sql, clock }, 9);
    expect((await (await world.worker()).claim()).rows).toHaveLength(1);
  });

  test('and a window that was deleted counts again from then on', async ({ sql, clock }) => {
    const limits = limitsWith([{ uuid: 'a', sliding: slidingLimit(2, 3_600_000) }]);
    const worker = await queueWorld({ sql, clock }, limits).worker();
    await runningCampaign({ sql, clock }, 9);
    await worker.send((await worker.claim()).rows, accepted);
    await sql`delete from smtp_rate_limit_state`;
    await worker.send((await worker.claim()).rows, accepted);
    expect((await worker.claim()).rows).toEqual([]);
  });
});

test('nobody is queued twice for a campaign, also not by hand', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 1);
  await expect(
    sql`insert into email_queue (campaign_id, subscriber_id) select campaign_id, subscriber_id from email_queue`,
  ).rejects.toThrow('duplicate key value violates unique constraint');
});
