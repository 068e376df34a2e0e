import { finishCampaigns } from '../campaigns/finish-campaigns.ts';
import { pauseFailingCampaigns, pauseForErrors } from '../campaigns/pause-failing-campaigns.ts';
import type { Deps } from '../deps.ts';
import { withoutAddresses } from '../log.ts';
import { type Beginning, type Begun, beginAttempts } from '../queue/begin.ts';
import { type ClaimedRow, claimRows } from '../queue/claim.ts';
import { withLimits } from '../queue/limits-transaction.ts';
import { releaseUnknown } from '../queue/release-unknown.ts';
import { type Settled, type Settlement, settle } from '../queue/settle.ts';
import type { SettledRow } from '../queue/settle-store.ts';
import { campaignCache } from './campaign-cache.ts';
import { coalesce } from './coalesce.ts';
import { failureLog } from './failure-log.ts';
import { type HandOverContext, handOver } from './hand-over.ts';
import { handOverGate } from './hand-over-gate.ts';
import { withLiveLimits } from './live-limits.ts';
import { outcomeLog, serverLog } from './outcome-log.ts';
import { serverPools } from './server-pools.ts';
import { wakeableLoop } from './wakeable-loop.ts';
import { worker as workerOf } from './worker.ts';

export interface QueueProcessor {
  start(): Promise<void>;
  /** Stops claiming, finishes what is in flight, gives back the rest; within seconds. */
  stop(): Promise<void>;
  /** Resolves once nothing is in flight and nothing can go before the clock moves or something new comes. */
  settled(): Promise<void>;
}

/** Rows claimed beyond what the connections are sending, so that none of them waits for the next claim. */
const claimedPerConnection = 4;
/** Most rows in one statement. */
const batchSize = 500;

/**
 * Claims what may go, hands it over and settles what became of it, until there is nothing to do; then sleeps until the
 * next instant at which something can happen, or until it is told of new work. The polling interval is a backstop.
 *
 * @param options.leaseMs How long what this process holds stays its own when it is not heard of.
 */
export function queueProcessor(deps: Deps, options: { leaseMs?: number; random?: () => number } = {}): QueueProcessor {
  const { leaseMs = 60_000, random = Math.random } = options;
  const { sql, clock, log, secrets } = deps;
  const queueDeps = withLiveLimits(deps);
  const configuration = queueDeps.limits;
  const worker = workerOf(queueDeps, { configuration, leaseMs });
  const pools = serverPools(deps);
  const gate = handOverGate();
  const outstanding = new Map<string, number>();
  /** Rows whose outcome is not written yet. */
  const held = new Set<string>();
  const inFlight = new Set<Promise<void>>();
  const settling = new AbortController();
  const settlingFailures = failureLog(log, 'settling');
  let batches = 0;
  let claimInDoubt = false;
  let settledWaiters: (() => void)[] = [];
  let subscriptions: { unlisten(): Promise<void> }[] = [];

  const begin = coalesce<Beginning, Begun | null>(async (rows) => {
    const begun = await beginAttempts(sql, { workerId: worker.id(), now: clock.now(), rows });
    const byRow = new Map(begun.map((attempt) => [attempt.rowId, attempt]));
    return rows.map(({ rowId }) => byRow.get(rowId) ?? null);
  }, batchSize);

  const settleOne = coalesce<Settlement & { workerId: string }, undefined>(async (settlements) => {
    await settleAll(settlements);
    return settlements.map(() => undefined);
  }, batchSize);

  const context: HandOverContext = {
    now: () => clock.now(),
    campaigns: campaignCache(sql),
    settings: () => configuration.latest().settings,
    linkKey: secrets.linkKey,
    begin,
    /** A server that is gone since the claim takes nothing. */
    serverOf: (uuid) => configuration.latest().servers.find((server) => server.uuid === uuid),
    poolOf: pools.poolOf,
    mayHandOver() {
      const now = clock.now();
      const { sendWindow, queuePaused } = configuration.latest().settings;
      return !queuePaused && gate(sendWindow, now.getTime()) && worker.mayHandOver(now);
    },
    async onBroken(campaignId, reason) {
      log.error({ campaignId, reason: withoutAddresses(reason) }, 'campaign cannot be compiled, pausing it');
      await pauseForErrors(deps, campaignId, reason);
    },
  };

  async function settleAll(settlements: (Settlement & { workerId: string })[]): Promise<void> {
    for (const workerId of new Set(settlements.map((settlement) => settlement.workerId))) {
      const own = settlements.filter((settlement) => settlement.workerId === workerId);
      const { rows, servers } = await settleBatch(own, { workerId, batch: ++batches });
      outcomeLog(log, own, rows);
      serverLog(log, servers);
      await afterSettling(rows).catch((err: unknown) => log.error({ err }, 'pausing failing campaigns failed'));
    }
  }

  /** The outcome is known only here until it is written: keeps trying for as long as the database is away. */
  async function settleBatch(
    settlements: Settlement[],
    { workerId, batch }: { workerId: string; batch: number },
  ): Promise<Settled> {
    for (;;) {
      try {
        const { onUncertain, maxAttempts, retryFirstDelayMs, retryMaxDelayMs } = configuration.latest().settings;
        const retry = {
          maxAttempts,
          firstDelaySeconds: retryFirstDelayMs / 1000,
          maxDelaySeconds: retryMaxDelayMs / 1000,
        };
        const policy = { retry, onUncertain };
        const rows = await settle(queueDeps, { workerId, batch, policy, random }, settlements);
        settlingFailures.worked();
        return rows;
      } catch (err) {
        settlingFailures.failed(err);
        await clock.sleepUntil(new Date(clock.now().getTime() + 1_000), settling.signal);
        if (settling.signal.aborted) return { rows: [], servers: [] };
      }
    }
  }

  async function afterSettling(rows: SettledRow[]): Promise<void> {
    const failed = new Set(rows.filter(({ status }) => status === 'failed').map(({ campaignId }) => campaignId));
    const { maxSendErrors: maxErrors } = configuration.latest().settings;
    const paused = await pauseFailingCampaigns(deps, { campaignIds: [...failed], maxErrors });
    for (const campaignId of paused) log.error({ campaignId, maxErrors }, 'too many messages failed, pausing campaign');
  }

  async function process(row: ClaimedRow, workerId: string): Promise<void> {
    const settlement = await handOver(context, row);
    outstanding.set(row.serverUuid, (outstanding.get(row.serverUuid) ?? 0) - 1);
    await settleOne({ ...settlement, workerId });
    held.delete(row.id);
  }

  function take(rows: ClaimedRow[], workerId: string): void {
    for (const row of rows) {
      held.add(row.id);
      outstanding.set(row.serverUuid, (outstanding.get(row.serverUuid) ?? 0) + 1);
      const work = process(row, workerId).finally(() => {
        inFlight.delete(work);
        claiming.wake();
      });
      inFlight.add(work);
    }
  }

  const claiming = wakeableLoop(deps, 'claiming', async () => {
    const workerId = worker.id();
    if (claimInDoubt) await releaseUnknown(queueDeps, { workerId, held: [...held] });
    claimInDoubt = true;
    const { rows, nextAt, blocker, idle } = await claimRows(queueDeps, {
      workerId,
      serverOf(messenger) {
        if (messenger === 'automatic') return null;
        return configuration.latest().servers.find(({ name, enabled }) => enabled && name === messenger)?.uuid;
      },
      slotsOf(serverUuid) {
        const server = configuration.latest().servers.find(({ uuid }) => uuid === serverUuid);
        return Math.max(0, (server?.maxConns ?? 0) * claimedPerConnection - (outstanding.get(serverUuid) ?? 0));
      },
      isPaused: () => configuration.latest().settings.queuePaused,
    });
    claimInDoubt = false;
    take(rows, workerId);
    logSettings();
    if (rows.length > 0) log.debug({ count: rows.length }, 'claimed queue rows');
    if (rows.length === 0 && blocker) log.debug(blocker, 'waiting');

    for (const campaignId of await finishCampaigns(deps, idle)) log.info({ campaignId }, 'campaign finished');
    if (inFlight.size === 0 && rows.length === 0) tellSettled();
    const backstop = clock.now().getTime() + configuration.latest().settings.queuePollIntervalMs;
    return new Date(nextAt === null ? backstop : Math.min(nextAt, backstop));
  });

  let loggedVersion: string | null = null;
  function logSettings(): void {
    const { version, settings, servers } = configuration.latest();
    if (version === loggedVersion) return;
    const enabled = servers.filter((server) => server.enabled).length;
    log.info({ version, servers: enabled, isPaused: settings.queuePaused }, 'settings taken up');
    loggedVersion = version;
  }

  function tellSettled(): void {
    for (const resolve of settledWaiters) resolve();
    settledWaiters = [];
  }

  return {
    async start() {
      await withLimits(queueDeps, async () => {});
      await worker.start();
      subscriptions = await Promise.all(
        ['queue', 'configuration'].map((channel) => sql.listen(channel, claiming.wake, claiming.wake)),
      );
      claiming.start();
      log.info({ workerId: worker.id() }, 'queue processor started');
    },
    async stop() {
      await Promise.all(subscriptions.map((subscription) => subscription.unlisten()));
      await claiming.stop();
      await pools.stop();
      const tooLong = setTimeout(() => settling.abort(), 5_000);
      await Promise.all(inFlight);
      clearTimeout(tooLong);
      await worker.stop();
      log.info('queue processor stopped');
    },
    settled() {
      return new Promise((resolve) => {
        settledWaiters.push(resolve);
        claiming.wake();
      });
    },
  };
}
