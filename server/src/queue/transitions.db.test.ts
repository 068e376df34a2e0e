import type { FakeClock } from '../../../test/fake-clock.ts';
import { describe, expect, test } from '../../../test/harness.ts';
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
import { dayLimit } from '../capacity/limit.ts';
import type { Pool } from '../db/connect.ts';
import type { Outcome } from '../smtp/outcome.ts';
import { cancelIneligible } from './cancel-ineligible.ts';
import { cancelCampaignRows, cancelRow } from './cancel-rows.ts';
import type { ClaimedRow } from './claim.ts';
import { getQueueRow } from './get-queue-rows.ts';
import { settleLate } from './late-outcomes.ts';
import { type RowStatus, rowStatuses } from './queue-row.ts';
import { settleRecollected } from './recollect.ts';
import { releaseUnknown } from './release-unknown.ts';
import { requeueRow } from './requeue-row.ts';
import { markArrived, resendUncertain } from './uncertain-rows.ts';

/** A row that one worker claimed and began, and that has since been given some status. */
interface World {
  sql: Pool;
  clock: FakeClock;
  world: ReturnType<typeof queueWorld>;
  holder: Worker;
  other: Worker;
  row: ClaimedRow;
  attemptId: string;
}
type Worker = Awaited<ReturnType<ReturnType<typeof queueWorld>['worker']>>;

type Moves = Partial<Record<RowStatus, RowStatus>>;
interface Action {
  act(world: World): Promise<unknown>;
  /** Everything else stays as it is. */
  moves: Moves;
  /** Nobody holds the row. */
  isFree?: boolean;
}

const settleAs =
  (who: 'holder' | 'other', outcome: Outcome) =>
  (world: World): Promise<unknown> =>
    world[who].settle([settlementOf(world.row, world.attemptId, outcome, world.clock.now())]);
const policy = {
  retry: { maxAttempts: 3, firstDelaySeconds: 60, maxDelaySeconds: 3600, maxAgeSeconds: 86_400 },
  onUncertain: 'hold',
} as const;
const options = (workerId: string) => ({ workerId, policy, random: () => 0.5 });
const everywhere = (to: RowStatus): Moves => Object.fromEntries(rowStatuses.map((from) => [from, to]));

/** What can move a row, and from where to where it may. */
const actions: Record<string, Action> = {
  'a claim': { act: ({ other }) => other.claim(), moves: { queued: 'sending' }, isFree: true },
  // What was accepted is written over whatever an operator has made of the row by hand: else it would be sent twice.
  'accepted, settled by its worker': { act: settleAs('holder', accepted), moves: everywhere('sent') },
  'uncertain, settled by its worker': { act: settleAs('holder', uncertain), moves: everywhere('uncertain') },
  'rejected, settled by its worker': {
    act: settleAs('holder', rejected),
    moves: { sending: 'failed', queued: 'failed' },
  },
  'deferred, settled by its worker': { act: settleAs('holder', deferred), moves: { sending: 'queued' } },
  'unsent, settled by its worker': { act: settleAs('holder', unreachable), moves: { sending: 'queued' } },
  ...Object.fromEntries(
    [accepted, rejected, deferred, uncertain, unreachable].flatMap((outcome) => [
      [`${outcome.kind}, settled by a worker that does not hold it`, { act: settleAs('other', outcome), moves: {} }],
      [
        `${outcome.kind}, settled by the worker that has lost it`,
        { act: settleAs('holder', outcome), moves: {}, isFree: true },
      ],
    ]),
  ),
  'a claim whose answer was lost': {
    act: ({ world, holder }) => releaseUnknown(world.deps, { workerId: holder.id, held: [] }),
    moves: { sending: 'queued' },
  },
  'the sweep of its worker': {
    act: ({ clock, world, sql, holder }) =>
      sql`update workers set expires_at = ${clock.now()} where id = ${holder.id}`.then(() => world.sweep()),
    moves: { sending: 'uncertain', cancelled: 'uncertain', failed: 'uncertain' },
  },
  'the sweep of another': {
    act: ({ clock, world, sql, other }) =>
      sql`update workers set expires_at = ${clock.now()} where id = ${other.id}`.then(() => world.sweep()),
    moves: {},
  },
  'the journal of another': {
    act: ({ world, other, clock }) =>
      settleRecollected(world.deps, options(other.id), () => ({ outcome: accepted, at: clock.now() })),
    moves: {},
  },
  'a late outcome of an attempt that is open': {
    act: ({ world, holder, attemptId, clock }) =>
      settleLate(world.deps, options(holder.id), [{ attemptId, outcome: accepted, at: clock.now() }]),
    moves: {},
    isFree: true,
  },
  'it arrived': {
    act: ({ sql, row, clock }) => markArrived(sql, { ids: [row.id] }, clock.now()),
    moves: { uncertain: 'sent' },
    isFree: true,
  },
  'send again': {
    act: ({ sql, row: { id, campaignId }, clock }) =>
      resendUncertain(sql, { ids: [id] }, { campaignId, now: clock.now() }),
    moves: { uncertain: 'queued' },
    isFree: true,
  },
  'a retry': {
    act: async ({ sql, row, clock }) => requeueRow(sql, await getQueueRow(sql, row.id), clock.now()),
    moves: { failed: 'queued', cancelled: 'queued', uncertain: 'queued' },
    isFree: true,
  },
  'cancelling it': {
    act: ({ sql, row, clock }) => cancelRow(sql, row.id, clock.now()),
    moves: { queued: 'cancelled', uncertain: 'cancelled' },
    isFree: true,
  },
  'cancelling its campaign': {
    act: ({ sql, row: { campaignId }, clock }) =>
      cancelCampaignRows(sql, { campaignId, reason: 'test', now: clock.now() }),
    moves: { queued: 'cancelled' },
  },
  'its subscriber leaving': {
    act: async ({ sql, row: { subscriberId }, clock }) => {
      await sql`update subscribers set status = 'blocklisted' where id = ${subscriberId}`;
      await sql.begin((tx) => cancelIneligible(tx, { subscriberIds: [subscriberId], now: clock.now() }));
    },
    moves: { queued: 'cancelled' },
  },
};

describe.for(Object.entries(actions))('%s', ([, { act, moves, isFree }]) => {
  test.for(rowStatuses)('a row that is %s', async (status, { sql, clock }) => {
    await runningCampaign({ sql, clock }, 1);
    const world = queueWorld({ sql, clock }, limitsWith([{ uuid: 'a', daily: dayLimit(100) }]));
    const [holder, other] = [await world.worker(), await world.worker()];
    const [row] = (await holder.claim()).rows;
    const [begun] = await holder.begin([row!]);
    await sql`update email_queue set status = ${status} ${isFree ? sql`, leased_by = null` : sql``}`;
    // Refusals are thrown: what counts is what has become of the row.
    await act({ sql, clock, world, holder, other, row: row!, attemptId: begun!.attemptId }).catch(() => {});
    const [after] = await sql<{ status: string }[]>`select status from email_queue`;
    expect(after!.status).toBe(moves[status] ?? status);
  });
});
