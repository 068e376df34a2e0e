import { randomUUID } from 'node:crypto';
import type { Limits, ServerLimits } from '../server/src/capacity/limits.ts';
import type { WindowSpan } from '../server/src/capacity/send-window.ts';
import type { Pool } from '../server/src/db/connect.ts';
import { beginAttempts } from '../server/src/queue/begin.ts';
import { type Claim, type ClaimedRow, claimRows } from '../server/src/queue/claim.ts';
import { dueHeads } from '../server/src/queue/due-heads.ts';
import type { QueueDeps } from '../server/src/queue/limits-transaction.ts';
import type { TransitionPolicy } from '../server/src/queue/row-transition.ts';
import { type Settlement, settle } from '../server/src/queue/settle.ts';
import { steadyTimeKeeper } from '../server/src/queue/steady-time-keeper.ts';
import { sweep } from '../server/src/queue/sweep.ts';
import { registerWorker } from '../server/src/queue/worker-lease.ts';
import type { Outcome } from '../server/src/smtp/outcome.ts';
import { makeCampaign, makeList } from './factories.ts';
import type { FakeClock } from './fake-clock.ts';

export const accepted: Outcome = { kind: 'accepted', reply: { code: 250, enhanced: '2.0.0', text: 'Ok' } };
export const rejected: Outcome = {
  kind: 'rejected',
  reply: { code: 550, enhanced: '5.1.1', text: 'No such user' },
  bounce: 'hard',
};
export const deferred: Outcome = { kind: 'deferred', reply: { code: 451, enhanced: '4.7.1', text: 'Later' } };
export const uncertain: Outcome = { kind: 'uncertain', reason: 'connection lost' };
export const unreachable: Outcome = {
  kind: 'unsent',
  reason: 'connection refused',
  fault: { kind: 'unreachable', reason: 'connection refused', retryAfterMs: null },
  seen: false,
};

const leaseMs = 60_000;

/** Limits with nothing in force but what is given. */
export function limitsWith(servers: (Partial<ServerLimits> & { uuid: string })[], more: Partial<Limits> = {}): Limits {
  return {
    version: '',
    timeZone: 'UTC',
    sendWindow: null,
    account: { minute: null, hour: null, day: null },
    servers: servers.map((server) => ({ daily: null, sliding: null, further: [], ...server })),
    ...more,
  };
}

/** A queue with limits that a test sets directly, and workers that do what they are told. */
export function queueWorld({ sql, clock }: { sql: Pool; clock: FakeClock }, initial: Limits) {
  let limits = initial;
  const deps: QueueDeps = {
    sql,
    clock,
    steadyTime: steadyTimeKeeper(clock),
    limits: {
      async current(tx) {
        const [row] = await tx<{ version: string }[]>`select version from configuration`;
        return { ...limits, version: row!.version };
      },
    },
  };
  let sharing: 'oldest' | 'fair' = 'oldest';
  const policy: TransitionPolicy = {
    retry: { maxAttempts: 3, firstDelaySeconds: 60, maxDelaySeconds: 3600, maxAgeSeconds: 259_200 },
    onUncertain: 'hold',
  };

  return {
    deps,
    async setLimits(next: Limits) {
      limits = next;
      await sql`update configuration set version = version + 1`;
    },
    shareFairly() {
      sharing = 'fair';
    },
    sweep: (onUncertain: 'hold' | 'resend' = 'hold') => sweep(deps, { onUncertain }),

    async worker() {
      const id = randomUUID();
      const heads = dueHeads();
      let batches = 0;
      await registerWorker(sql, { id, host: 'test', pid: 1 }, { now: clock.now(), until: clock.in(leaseMs / 1000) });
      return {
        id,
        claim: (slots = Infinity, messengers: Record<string, string> = {}, more: Partial<Claim> = {}) =>
          claimRows(deps, {
            ...{ workerId: id, heads },
            serverOf: (messenger) => (messenger === 'automatic' ? null : messengers[messenger]),
            slotsOf: () => Math.min(slots, 1_000),
            isPaused: () => false,
            sharing: () => sharing,
            ...more,
          }),
        /** Begins these rows; answers the attempts of those that may be sent. */
        begin: (rows: readonly ClaimedRow[]) =>
          beginAttempts(sql, {
            workerId: id,
            now: clock.now(),
            rows: rows.map(({ id, campaignId, serverUuid, limitsVersion }) => ({
              ...{ rowId: id, campaignId, serverUuid, limitsVersion, messageId: `<${id}@example.com>` },
            })),
          }),
        settle: async (settlements: readonly Settlement[]) =>
          (await settle(deps, { workerId: id, batch: ++batches, policy, random: () => 0.5 }, settlements)).rows,
        /** The last batch once more, as when the answer to its commit was lost. */
        settleAgain: async (settlements: readonly Settlement[]) =>
          (await settle(deps, { workerId: id, batch: batches, policy, random: () => 0.5 }, settlements)).rows,
        /** Begins and settles rows with one outcome. */
        async send(rows: readonly ClaimedRow[], outcome: Outcome) {
          const begun = await this.begin(rows);
          const attempts = new Map(begun.map((attempt) => [attempt.rowId, attempt.attemptId]));
          return this.settle(rows.map((row) => settlementOf(row, attempts.get(row.id) ?? null, outcome, clock.now())));
        },
      };
    },
  };
}

export function settlementOf(row: ClaimedRow, attemptId: string | null, outcome: Outcome, at: Date): Settlement {
  const { id: rowId, campaignId, serverUuid, retryCount, suspicions, firstDeferredAt } = row;
  const before = { retryCount, suspicions, firstDeferredAt };
  return { rowId, campaignId, serverUuid, attemptId, ...before, outcome, isOwnFault: false, at };
}

/** A running campaign with `count` queued rows to people of one list, due now. */
export async function runningCampaign(
  { sql, clock }: { sql: Pool; clock: FakeClock },
  count: number,
  more: {
    messenger?: string;
    priority?: 'high' | 'normal' | 'low';
    weight?: number;
    sendWindows?: WindowSpan[];
    pacing?: 'fast' | 'even';
    deadline?: Date;
  } = {},
) {
  const list = await makeList(sql);
  const campaign = await makeCampaign(sql, { lists: [list.id], status: 'running', ...more });
  const subscribers = await sql<{ id: number }[]>`
    insert into subscribers (email)
    select 'c' || ${campaign.id}::int || '-' || n || '@example.com' from generate_series(1, ${count}::int) n
    returning id
  `;
  await sql`
    insert into subscriptions (list_id, subscriber_id, status)
    select ${list.id}, id, 'confirmed' from unnest(${subscribers.map(({ id }) => id)}::int[]) id
  `;
  await sql`
    insert into email_queue (campaign_id, subscriber_id, scheduled_at, created_at)
    select ${campaign.id}, id, ${clock.now()}, ${clock.now()}
    from unnest(${subscribers.map(({ id }) => id)}::int[]) id
  `;
  await sql`update campaigns set queued_at = ${clock.now()}, started_at = ${clock.now()} where id = ${campaign.id}`;
  return { ...campaign, listId: list.id, subscriberIds: subscribers.map(({ id }) => id) };
}
