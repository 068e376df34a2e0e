import { finishCampaigns } from '../campaigns/finish-campaigns.ts';
import { pauseForErrors } from '../campaigns/pause-failing-campaigns.ts';
import type { Instant } from '../capacity/limit.ts';
import type { Deps } from '../deps.ts';
import { withoutAddresses } from '../log.ts';
import { type Beginning, type Begun, beginAttempts } from '../queue/begin.ts';
import { type ClaimedRow, claimRows } from '../queue/claim.ts';
import { dueHeads } from '../queue/due-heads.ts';
import { withLimits } from '../queue/limits-transaction.ts';
import { releaseUnknown } from '../queue/release-unknown.ts';
import type { Outcome } from '../smtp/outcome.ts';
import { announcedLoop } from './announced-loop.ts';
import { campaignCache } from './campaign-cache.ts';
import { coalesce } from './coalesce.ts';
import { type HandOverContext, handOver } from './hand-over.ts';
import { handOverGate } from './hand-over-gate.ts';
import { withLiveLimits } from './live-limits.ts';
import { serverUuidOf } from './messenger.ts';
import type { OutcomeJournal } from './outcome-journal.ts';
import { serverLoads } from './server-loads.ts';
import { type ServerPools, serverPools } from './server-pools.ts';
import { settingsLog } from './settings-log.ts';
import { settler as settlerOf, transitionPolicyOf } from './settler.ts';
import { worker as workerOf } from './worker.ts';

export interface QueueProcessor {
  start(): Promise<void>;
  /** Stops claiming, finishes what is in flight, gives back the rest; within seconds. */
  stop(): Promise<void>;
  /** How many claimed rows are on their way: waiting for a connection, being handed over, or being settled. */
  inFlight(): number;
  /** Resolves once nothing is in flight and nothing can go before the clock moves or something new comes. */
  settled(): Promise<void>;
}

/** Under which a row is claimed. */
interface Lease {
  workerId: string;
  journal: OutcomeJournal;
}

/** Most attempts that are begun in one transaction. */
const batchSize = 500;
/** When to look again after it was too late to claim. */
const tooLateMs = 1_000;
/** How long outcomes may still be written once Sluice is told to stop. */
const settleWithinMs = 5_000;

/**
 * Claims what may go, hands it over and settles what became of it, until there is nothing to do; then sleeps until the
 * next instant at which something can happen, or until it is told of new work. The polling interval is a backstop.
 *
 * @param options.leaseMs How long what this process holds stays its own when it is not heard of.
 * @param options.pools The connections that messages leave by; to the servers' hosts, unless given.
 * @param options.journalFolder Where it notes what a crash would make uncertain; it does not, unless given.
 */
export function queueProcessor(
  deps: Deps,
  options: { leaseMs?: number; journalFolder?: string; random?: () => number; pools?: ServerPools } = {},
): QueueProcessor {
  const { leaseMs = 20_000, journalFolder = null, random = Math.random, pools = serverPools(deps) } = options;
  const { sql, clock, log } = deps;
  const queueDeps = withLiveLimits(deps);
  const configuration = () => queueDeps.limits.latest();
  const policy = () => transitionPolicyOf(configuration().settings);
  const worker = workerOf(queueDeps, { leaseMs, journalFolder, policy, random });
  const settler = settlerOf(queueDeps, random);
  const gate = handOverGate();
  const logSettings = settingsLog(log);
  const loads = serverLoads();
  const heads = dueHeads();
  /** Rows whose outcome is not written yet. */
  const held = new Set<ClaimedRow>();
  const inFlight = new Set<Promise<void>>();
  let claimInDoubt = false;
  let isStarted = false;
  const settledWaiters: (() => void)[] = [];

  const begin = coalesce<Beginning, Begun | null>(async (rows) => {
    const begun = await beginAttempts(sql, { workerId: worker.id(), now: clock.now(), rows });
    const byRow = new Map(begun.map((attempt) => [attempt.rowId, attempt]));
    return rows.map(({ rowId }) => byRow.get(rowId) ?? null);
  }, batchSize);

  const context: Omit<HandOverContext, 'handingOver' | 'known'> = {
    now: () => clock.now(),
    campaigns: campaignCache(sql),
    settings: () => configuration().settings,
    linkKey: deps.secrets.linkKey,
    begin,
    serverOf: (uuid) => configuration().servers.find((server) => server.uuid === uuid),
    poolOf: pools.poolOf,
    mayHandOver({ isDirect, ownWindow }) {
      const now = clock.now();
      const { sendWindow, queuePaused } = configuration().settings;
      const isOpen = gate(isDirect ? null : sendWindow, now.getTime()) && gate(ownWindow, now.getTime());
      return !queuePaused && isOpen && worker.mayHandOver(now);
    },
    async onBroken(campaignId, reason) {
      log.error({ campaignId, reason: withoutAddresses(reason) }, 'campaign cannot be compiled, pausing it');
      await pauseForErrors(deps, campaignId, reason);
    },
  };

  /** The lease is about to end: what is claimed now would not be handed over. */
  const isTooLate = () => !worker.mayHandOver(clock.now());

  function take(row: ClaimedRow, lease: Lease): void {
    held.add(row);
    loads.add(row.serverUuid);
    const work = send(row, lease).then((outcome) => {
      inFlight.delete(work);
      const isOver = outcome.kind !== 'accepted'; // a permit may be free again
      if (isOver || inFlight.size === 0 || loads.isLow(row.serverUuid)) claiming.wake();
    });
    inFlight.add(work);
  }

  async function send(row: ClaimedRow, { workerId, journal }: Lease): Promise<Outcome> {
    const settlement = await handOver({ ...context, ...underLease({ workerId, journal }) }, row);
    const { attemptId, outcome } = settlement;
    loads.remove(row.serverUuid);
    const isWritten = await settler.settle(settlement, workerId);
    if (attemptId !== null && isWritten) journal.settled(attemptId);
    held.delete(row);
    return outcome;
  }

  /** What was begun under a lease that has been lost is not handed over under the next one. */
  function underLease({ workerId, journal }: Lease): Pick<HandOverContext, 'mayHandOver' | 'handingOver' | 'known'> {
    return {
      mayHandOver: (of) => workerId === worker.id() && context.mayHandOver(of),
      handingOver: (attemptId) => journal.handingOver(attemptId),
      known: (attemptId, outcome) => journal.outcome(attemptId, outcome),
    };
  }

  function expectAt(serverUuid: string, at: Instant): void {
    const server = context.serverOf(serverUuid);
    if (server) pools.poolOf(server).expectIn(at - clock.now().getTime());
  }

  async function claim(workerId: string) {
    if (claimInDoubt) await releaseUnknown(queueDeps, { workerId, held: [...held].map(({ id }) => id) });
    claimInDoubt = true;
    const claimed = await claimRows(queueDeps, {
      ...{ workerId, heads },
      serverOf: (messenger) => serverUuidOf(messenger, configuration().servers),
      slotsOf(serverUuid) {
        const server = configuration().servers.find(({ uuid }) => uuid === serverUuid);
        if (pools.isStalled(serverUuid)) return 0;
        return loads.room(serverUuid, server?.maxConns ?? 0);
      },
      isPaused: () => configuration().settings.queuePaused || isTooLate(),
      sharing: () => configuration().settings.queueSharing,
    });
    claimInDoubt = false;
    return claimed;
  }

  const claiming = announcedLoop(deps, { name: 'claiming', channels: ['queue', 'configuration'] }, async () => {
    const waiters = settledWaiters.splice(0); // those who come while this is running wait for the next
    const lease = { workerId: worker.id(), journal: worker.journal() };
    loads.look(clock.now());
    const { rows, nextAt, blocker, idle, readyAt, parked } = await claim(lease.workerId);
    for (const serverUuid of parked) pools.takeBack(serverUuid, 'Taken back: the server is parked');
    for (const row of rows) take(row, lease);
    for (const [serverUuid, at] of readyAt) expectAt(serverUuid, at);
    loads.filled();
    logSettings(configuration());
    if (rows.length > 0) log.debug({ count: rows.length }, 'claimed queue rows');
    else if (blocker) log.debug(blocker, 'waiting');

    for (const campaignId of await finishCampaigns(deps, idle)) log.info({ campaignId }, 'campaign finished');
    if (inFlight.size === 0 && rows.length === 0) for (const resolve of waiters) resolve();
    else settledWaiters.push(...waiters);
    const backstop = clock.now().getTime() + (isTooLate() ? tooLateMs : configuration().settings.queuePollIntervalMs);
    return new Date(nextAt === null ? backstop : Math.min(nextAt, backstop));
  });

  return {
    async start() {
      isStarted = true;
      await withLimits(queueDeps, async () => {});
      await worker.start();
      await claiming.start();
      log.info({ workerId: worker.id() }, 'queue processor started');
    },
    async stop() {
      if (!isStarted) return;
      isStarted = false;
      await claiming.stop();
      await pools.stop();
      const tooLong = setTimeout(settler.giveUp, settleWithinMs);
      await Promise.all(inFlight);
      clearTimeout(tooLong);
      await worker.stop();
      log.info('queue processor stopped');
    },
    inFlight: () => inFlight.size,
    settled() {
      return new Promise((resolve) => {
        settledWaiters.push(resolve);
        claiming.wake();
      });
    },
  };
}
