import { randomUUID } from 'node:crypto';
import type { Pool } from '../../server/src/db/connect.ts';
import { beginAttempts } from '../../server/src/queue/begin.ts';
import { type ClaimedRow, claimRows } from '../../server/src/queue/claim.ts';
import { dueHeads } from '../../server/src/queue/due-heads.ts';
import { type Settlement, settle } from '../../server/src/queue/settle.ts';
import { endLease, registerWorker, removeWorker } from '../../server/src/queue/worker-lease.ts';
import { withLiveLimits } from '../../server/src/sending/live-limits.ts';
import { transitionPolicyOf } from '../../server/src/sending/settler.ts';
import type { Outcome } from '../../server/src/smtp/outcome.ts';
import { depsFor } from './world.ts';

const accepted: Outcome = { kind: 'accepted', reply: { code: 250, enhanced: '2.0.0', text: 'Accepted' } };
const leaseMs = 24 * 3_600_000;

/** A worker that takes every row for accepted as soon as it has begun: nothing but what the queue costs. */
export async function queueDrain(sql: Pool, { batchSize, lanes }: { batchSize: number; lanes: number }) {
  const deps = withLiveLimits(depsFor(sql));
  const workerId = randomUUID();
  const now = deps.clock.now();
  await registerWorker(
    sql,
    { id: workerId, host: 'bench', pid: process.pid },
    { now, until: new Date(now.getTime() + leaseMs) },
  );
  const heads = dueHeads();
  let batches = 0;
  let settling: Promise<unknown> = Promise.resolve();

  /** Claims a batch; empty if there is nothing to claim. */
  async function claim(): Promise<ClaimedRow[]> {
    const { rows } = await claimRows(deps, {
      ...{ workerId, heads, serverOf: () => null, isPaused: () => false, sharing: () => 'oldest' as const },
      slotsOf: () => Math.ceil(batchSize / deps.limits.latest().servers.length),
    });
    return rows;
  }

  /** Begins and settles what was claimed. */
  async function pass(rows: readonly ClaimedRow[]): Promise<void> {
    const beginnings = rows.map(({ id, campaignId, serverUuid, limitsVersion, subscriberId }) => ({
      ...{ rowId: id, campaignId, serverUuid, limitsVersion, messageId: `<${subscriberId}@bench.test>` },
    }));
    const begun = await beginAttempts(sql, { workerId, now: deps.clock.now(), rows: beginnings });
    const attempts = new Map(begun.map((attempt) => [attempt.rowId, attempt.attemptId]));
    const settlements = rows.map((row) => settlementOf(row, attempts.get(row.id) ?? null, deps.clock.now()));
    const policy = transitionPolicyOf(deps.limits.latest().settings);
    // One after another, as the settler has it: a later batch has a higher number.
    settling = settling.then(() =>
      settle(deps, { workerId, batch: ++batches, policy, random: Math.random }, settlements),
    );
    await settling;
  }

  /** Until `most` rows have passed, or there are none. Answers how many did. */
  async function some(most = Number.POSITIVE_INFINITY): Promise<number> {
    let passed = 0;
    const lane = async () => {
      while (passed < most) {
        const rows = await claim();
        if (rows.length === 0) return;
        passed += rows.length;
        await pass(rows);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return passed;
  }

  return {
    claim,
    pass,
    some,
    all: () => some(),
    async stop() {
      await endLease(sql, workerId, deps.clock.now());
      await removeWorker(sql, workerId);
    },
  };
}

function settlementOf(row: ClaimedRow, attemptId: string | null, at: Date): Settlement {
  const { id: rowId, campaignId, serverUuid, retryCount, suspicions, firstDeferredAt } = row;
  const before = { retryCount, suspicions, firstDeferredAt };
  return { rowId, campaignId, serverUuid, attemptId, ...before, outcome: accepted, isOwnFault: false, at };
}
