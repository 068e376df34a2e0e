import { chooseServers } from '../capacity/choose-servers.ts';
import { lockToBegin } from '../db/locks.ts';
import { invalid } from '../errors.ts';
import type { Outcome } from '../smtp/outcome.ts';
import { countBy, countingAt, countUsage } from './count-usage.ts';
import { type QueueDeps, withLimits } from './limits-transaction.ts';
import { fullReply } from './row-transition.ts';
import { closeBegun, countedOf, healthChanges, releaseAndCount, type SettledAttempt } from './settle-attempts.ts';
import { findMailable, insertServerTest, insertTestAttempts, type TestRecipient } from './test-attempt-store.ts';
import { capacityOf } from './usage.ts';
import { reservePermits } from './usage-store.ts';
import { registerWorker, removeWorker, type Worker } from './worker-lease.ts';

/** Test messages of one campaign that are to leave now, together. */
export interface TestBatch {
  /** A worker of this batch alone; if its process dies, what it had begun counts as used when its lease runs out. */
  worker: Worker;
  leaseMs: number;
  campaignId: number;
  subscriberIds: readonly number[];
  /** As for a claim: the only server that may take them, `null` for any, `undefined` for one that is gone. */
  serverUuid(): string | null | undefined;
  isPaused(): boolean;
  messageIdOf(serverUuid: string): string;
}

/** A test message that has its permits, and whose attempt has begun. */
export interface TestAttempt {
  attemptId: string;
  serverUuid: string;
  messageId: string;
  recipient: TestRecipient;
}

/**
 * Reserves permits for test messages as a claim does for queue rows, and begins their attempts: all of them, or none.
 *
 * @returns How many could go now, if not all can.
 * @throws {AppError} `invalid`, naming `subscribers`, if one of them may not be mailed.
 */
export function beginTests(deps: QueueDeps, batch: TestBatch): Promise<TestAttempt[] | { free: number }> {
  const { worker, campaignId, subscriberIds } = batch;
  return withLimits(deps, async (tx, { limits, usage, now }) => {
    const serverUuid = batch.serverUuid();
    if (serverUuid === undefined || batch.isPaused()) return { free: 0 };
    const candidates = subscriberIds.map((subscriberId) => ({ subscriberId, serverUuid }));
    const chosen = chooseServers(capacityOf(limits, usage, now.getTime()), candidates, now.getTime());
    if (chosen.length < candidates.length) return { free: chosen.length };

    await lockToBegin(tx);
    const recipients = new Map((await findMailable(tx, subscriberIds)).map((recipient) => [recipient.id, recipient]));
    if (recipients.size < subscriberIds.length) {
      throw invalid('subscribers', 'must be enabled: nothing is sent to those who are disabled or blocklisted');
    }
    await registerWorker(tx, worker, { now, until: new Date(now.getTime() + batch.leaseMs) });
    await reservePermits(tx, worker.id, countBy(chosen));
    const messages = chosen.map(({ candidate, serverUuid }) => ({
      serverUuid,
      messageId: batch.messageIdOf(serverUuid),
      recipient: recipients.get(candidate.subscriberId)!,
    }));
    const ids = await insertTestAttempts(tx, { workerId: worker.id, campaignId, now, messages });
    return messages.map((message, i) => ({ ...message, attemptId: ids[i]! }));
  });
}

/** Writes what test messages came to, as `settle` does for queue rows, and ends the batch. */
export function settleTests(
  deps: QueueDeps,
  { workerId, random }: { workerId: string; random: () => number },
  attempts: readonly SettledAttempt[],
): Promise<void> {
  return withLimits(deps, async (tx, state) => {
    const health = healthChanges(state, attempts, random);
    const closed = await closeBegun(tx, state, attempts);
    await releaseAndCount(tx, state, { workerId, attempts, closed, health });
    await removeWorker(tx, workerId);
  });
}

/**
 * Counts the test of a server, after the fact: it must be possible when a limit is used up or the server is set aside, for it
 * is how an operator finds out what is wrong.
 */
export function countServerTest(
  deps: QueueDeps,
  test: { serverUuid: string; messageId: string; outcome: Outcome },
): Promise<void> {
  return withLimits(deps, async (tx, state) => {
    const counted = countedOf(test);
    await insertServerTest(tx, {
      ...{ ...test, seen: counted.seen, reply: fullReply(test.outcome) },
      ...{ now: state.now, countedAt: countingAt(state) },
    });
    await countUsage(tx, state, [counted]);
  });
}
