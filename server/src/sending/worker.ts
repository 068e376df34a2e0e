import { randomUUID } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { foldCounts } from '../queue/fold-counts.ts';
import type { QueueDeps } from '../queue/limits-transaction.ts';
import { pruneServerEvents } from '../queue/prune-server-events.ts';
import { sweep } from '../queue/sweep.ts';
import { endLease, findWorkers, registerWorker, renewLease } from '../queue/worker-lease.ts';
import type { LiveLimits } from './live-limits.ts';
import { isGone, processIdentity } from './process-identity.ts';
import { wakeableLoop } from './wakeable-loop.ts';

export interface Worker {
  /** Of the present lease; another after a lease was lost. */
  id(): string;
  /** Whether the lease is sure to hold for long enough to hear a server's reply. */
  mayHandOver(now: Date): boolean;
  start(): Promise<void>;
  /** Ends the lease and gives back what is still held under it. */
  stop(): Promise<void>;
}

/** Handing over stops this long before a lease runs out: the reply must come while it holds. */
const replyMarginMs = 10_000;

/**
 * This process's place among the workers: a lease that it keeps renewing, and the sweep of those whose lease has run out.
 * All that a worker holds hangs on its lease, so that it is one row to renew however much is in flight.
 *
 * A process that was suspended for longer than its lease comes back as a new worker: what it had claimed is no longer its.
 */
export function worker(deps: Deps & QueueDeps & { limits: LiveLimits }, { leaseMs }: { leaseMs: number }): Worker {
  let id = randomUUID();
  let leaseUntil = new Date(0);
  let isRegistered = false;

  async function register(): Promise<void> {
    id = randomUUID();
    const now = deps.clock.now();
    const until = new Date(now.getTime() + leaseMs);
    const { pid } = process;
    await registerWorker(deps.sql, { id, host: processIdentity(pid), pid }, { now, until });
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

  /** A process that was killed can't end its lease; whoever starts after it on this machine need not wait for that. */
  async function endLeasesOfGone(): Promise<void> {
    const gone = (await findWorkers(deps.sql)).filter(isGone);
    for (const { id } of gone) await endLease(deps.sql, id, deps.clock.now());
  }

  async function sweepExpired(): Promise<void> {
    const swept = await sweep(deps, { onUncertain: deps.limits.latest().settings.onUncertain });
    if (swept.released + swept.uncertain > 0) deps.log.warn(swept, 'swept what stopped workers had claimed');
  }

  /** Late renewals mean that the database was away, for the others too: they get a turn to renew before they are swept. */
  const isLate = () => deps.clock.now().getTime() > leaseUntil.getTime() - leaseMs / 2;

  const loop = wakeableLoop(deps, 'renewing the lease', async () => {
    const wasLate = isLate();
    await renew();
    if (!wasLate) await sweepExpired();
    await foldCounts(deps.sql);
    await pruneServerEvents(deps.sql, deps.clock.now());
    return new Date(deps.clock.now().getTime() + leaseMs / 4);
  });

  return {
    id: () => id,
    mayHandOver: (now) => now.getTime() < leaseUntil.getTime() - replyMarginMs,
    async start() {
      await endLeasesOfGone();
      await register();
      loop.start();
    },
    async stop() {
      await loop.stop();
      if (!isRegistered) return;
      isRegistered = false;
      await endLease(deps.sql, id, deps.clock.now());
      await sweepExpired();
    },
  };
}
