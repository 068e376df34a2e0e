import { pauseFailingCampaigns } from '../campaigns/pause-failing-campaigns.ts';
import type { Deps } from '../deps.ts';
import type { QueueDeps } from '../queue/limits-transaction.ts';
import type { TransitionPolicy } from '../queue/row-transition.ts';
import { type Settled, type Settlement, settle } from '../queue/settle.ts';
import type { Settings } from '../settings/settings.ts';
import { coalesce } from './coalesce.ts';
import { failureLog } from './failure-log.ts';
import type { LiveLimits } from './live-limits.ts';
import { outcomeLog, serverLog } from './outcome-log.ts';

export interface Settler {
  /** Resolves once what became of the row is written: `false`, if it was not, or not to this row. Never rejects. */
  settle(settlement: Settlement, workerId: string): Promise<boolean>;
  /** Writes no more: what is not written is for the sweep. */
  giveUp(): void;
}

interface Own {
  settlement: Settlement;
  workerId: string;
}

/** Most rows in one transaction. */
const batchSize = 500;
const retryMs = 1_000;

/** Writes outcomes one batch after another, the larger the busier; what follows from them, and the log. */
export function settler(deps: Deps & QueueDeps & { limits: LiveLimits }, random: () => number): Settler {
  const { clock, log, limits } = deps;
  const givingUp = new AbortController();
  const failures = failureLog(log, 'settling');
  let batches = 0;

  const settleOne = coalesce<Own, boolean>(async (all) => {
    const written = new Set<string>();
    for (const [workerId, own] of Map.groupBy(all, (one) => one.workerId)) {
      const settlements = own.map(({ settlement }) => settlement);
      const { rows, servers } = await write(settlements, { workerId, batch: ++batches });
      for (const { id } of rows) written.add(id);
      outcomeLog(log, settlements, rows);
      serverLog(log, servers);
      await pauseFailing(rows).catch((err: unknown) => log.error({ err }, 'pausing failing campaigns failed'));
    }
    return all.map(({ settlement }) => written.has(settlement.rowId));
  }, batchSize);

  /** The outcome is known only here until it is written: keeps trying for as long as the database is away. */
  async function write(settlements: Settlement[], of: { workerId: string; batch: number }): Promise<Settled> {
    while (!givingUp.signal.aborted) {
      try {
        const policy = transitionPolicyOf(limits.latest().settings);
        const settled = await settle(deps, { ...of, policy, random }, settlements);
        failures.worked();
        return settled;
      } catch (err) {
        failures.failed(err);
        await clock.sleepUntil(new Date(clock.now().getTime() + retryMs), givingUp.signal);
      }
    }
    return { rows: [], servers: [] };
  }

  async function pauseFailing(rows: Settled['rows']): Promise<void> {
    const failed = new Set(rows.filter(({ status }) => status === 'failed').map(({ campaignId }) => campaignId));
    const { maxSendErrors: maxErrors } = limits.latest().settings;
    const paused = await pauseFailingCampaigns(deps, { campaignIds: [...failed], maxErrors });
    for (const campaignId of paused) log.error({ campaignId, maxErrors }, 'too many messages failed, pausing campaign');
  }

  return {
    settle: (settlement, workerId) => settleOne({ settlement, workerId }),
    giveUp: () => givingUp.abort(),
  };
}

/** What the settings make of outcomes. */
export function transitionPolicyOf(settings: Settings): TransitionPolicy {
  const { maxAttempts, maxAgeMs, retryFirstDelayMs, retryMaxDelayMs, onUncertain } = settings;
  const retry = {
    maxAttempts,
    firstDelaySeconds: retryFirstDelayMs / 1000,
    maxDelaySeconds: retryMaxDelayMs / 1000,
    maxAgeSeconds: maxAgeMs / 1000,
  };
  return { retry, onUncertain };
}
