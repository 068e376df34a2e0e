import { randomUUID } from 'node:crypto';
import { cancelLeftovers } from '../campaigns/change-campaign-status.ts';
import type { Deps } from '../deps.ts';
import { foldCounts } from '../queue/fold-counts.ts';
import type { QueueDeps } from '../queue/limits-transaction.ts';
import { pruneAttempts } from '../queue/prune-attempts.ts';
import { pruneMinuteUsage } from '../queue/prune-minute-usage.ts';
import { pruneServerEvents } from '../queue/prune-server-events.ts';
import type { TransitionPolicy } from '../queue/row-transition.ts';
import { sweep } from '../queue/sweep.ts';
import { endLease, findWorkers, registerWorker, renewLease } from '../queue/worker-lease.ts';
import { foldSubscriberCounts } from '../subscribers/subscriber-counts.ts';
import type { LiveLimits } from './live-limits.ts';
import { noJournal, type OutcomeJournal, outcomeJournal } from './outcome-journal.ts';
import { isGone, processIdentity } from './process-identity.ts';
import { journalReplayer } from './replay-journals.ts';
import { wakeableLoop } from './wakeable-loop.ts';

export interface Worker {
  /** Of the present lease; another after a lease was lost. */
  id(): string;
  /** Of the present lease, too. */
  journal(): OutcomeJournal;
  /** Whether the lease is sure to hold for long enough to hear a server's reply. */
  mayHandOver(now: Date): boolean;
  start(): Promise<void>;
  /** Ends the lease and gives back what is still held under it. */
  stop(): Promise<void>;
}

/**
 * Handing over stops this long before a lease runs out: time for an ordinary reply to come and be settled. One that takes
 * longer is settled late (queue/late-outcomes.ts); waiting for the slowest, a minute, would make the lease of a dead
 * worker longer for everyone.
 */
const replyMarginMs = 5_000;

/**
 * This process's place among the workers: a lease that it keeps renewing, and the sweep of those whose lease has run out.
 * All that a worker holds hangs on its lease, so that it is one row to renew however much is in flight.
 *
 * A process that was suspended for longer than its lease comes back as a new worker: what it had claimed is no longer its.
 */
export function worker(
  deps: Deps & QueueDeps & { limits: LiveLimits },
  options: {
    leaseMs: number;
    /** Where journals of outcomes are; none are kept if it is `null`. */
    journalFolder: string | null;
    policy: () => TransitionPolicy;
    random: () => number;
  },
): Worker {
  const { leaseMs, journalFolder, policy, random } = options;
  const replayJournals = journalFolder === null ? null : journalReplayer(deps, journalFolder);
  /** The last is the present one's; what the others have in flight may still be answered. */
  const journals: OutcomeJournal[] = [noJournal];
  let id = randomUUID();
  let leaseUntil = new Date(0);
  let isRegistered = false;

  async function register(): Promise<void> {
    id = randomUUID();
    const now = deps.clock.now();
    const until = new Date(now.getTime() + leaseMs);
    const { pid } = process;
    const host = processIdentity(pid);
    if (journalFolder !== null) journals.push(outcomeJournal(journalFolder, { workerId: id, host, pid }, deps.log));
    await registerWorker(deps.sql, { id, host, pid }, { now, until });
    leaseUntil = until;
    isRegistered = true;
  }

  async function renew(): Promise<void> {
    const until = new Date(deps.clock.now().getTime() + leaseMs);
    if (await renewLease(deps.sql, id, until)) {
      leaseUntil = until;
      return;
    }
    deps.log.warn({ workerId: id }, 'the lease ran out and was taken away, going on as a new worker');
    await register();
  }

  /**
   * A process that was killed can't end its lease; whoever lives on this machine, or starts, need not wait for that. What it
   * had noted is settled first: the sweep makes the rest uncertain.
   */
  async function sweepExpired(): Promise<void> {
    await endLeases(await replay());
    const swept = await sweep(deps, policy());
    if (swept.workers.length > 0) await replay();
    if (swept.released + swept.uncertain > 0) deps.log.warn(swept, 'swept what stopped workers had claimed');
  }

  /** The workers of which nothing more will come, and whose journals, where there are any, have been replayed. */
  async function replay(): Promise<string[]> {
    const workers = await findWorkers(deps.sql);
    const gone = workers.filter(isGone).map(({ id }) => id);
    const alive = workers.map(({ id }) => id).filter((id) => !gone.includes(id));
    await replayJournals?.({ alive, gone, policy: policy(), random });
    return gone;
  }

  async function endLeases(workerIds: readonly string[]): Promise<void> {
    for (const workerId of workerIds) await endLease(deps.sql, workerId, deps.clock.now());
  }

  /** Late renewals mean that the database was away, for the others too: they get a turn to renew before they are swept. */
  const isLate = () => deps.clock.now().getTime() > leaseUntil.getTime() - leaseMs / 2;

  const journal = () => journals.at(-1)!;

  const loop = wakeableLoop(deps, 'renewing the lease', async () => {
    const wasLate = isLate();
    journal().mend();
    await renew();
    if (!wasLate) await sweepExpired();
    await foldCounts(deps.sql);
    await foldSubscriberCounts(deps.sql);
    await pruneServerEvents(deps.sql, deps.clock.now());
    await pruneMinuteUsage(deps.sql, deps.clock.now());
    const { keepAttemptsMs } = deps.limits.latest().settings;
    await pruneAttempts(deps.sql, new Date(deps.clock.now().getTime() - keepAttemptsMs));
    await cancelLeftovers(deps);
    return new Date(deps.clock.now().getTime() + leaseMs / 4);
  });

  return {
    id: () => id,
    journal,
    mayHandOver: (now) => now.getTime() < leaseUntil.getTime() - replyMarginMs && journal().isUsable(),
    async start() {
      await register();
      loop.start();
    },
    async stop() {
      await loop.stop();
      if (!isRegistered) return;
      isRegistered = false;
      for (const journal of journals) journal.close();
      await endLease(deps.sql, id, deps.clock.now());
      await sweepExpired();
    },
  };
}
