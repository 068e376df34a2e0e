import type { Deps } from '../deps.ts';
import { countsByCampaign, type QueueCounts, totals } from '../queue/queue-counts.ts';
import { liveConfiguration } from '../settings/configuration.ts';
import { type CampaignWaiting, campaignsWaiting } from './campaign-waiting.ts';
import { runningCampaigns } from './running-store.ts';

/** How the whole queue stands. */
export interface QueueState {
  counts: QueueCounts;
  isPaused: boolean;
  /** What everything in it waits for; `null` while something is being sent, or nothing is queued. */
  waiting: CampaignWaiting | null;
}

/** The queue at present, and what keeps all of it from being sent, if something does. */
export async function queueState(deps: Pick<Deps, 'sql' | 'clock' | 'secrets'>): Promise<QueueState> {
  const [counts, { settings }] = await Promise.all([
    totals(deps.sql),
    liveConfiguration(deps.secrets).current(deps.sql),
  ]);
  const mayWait = counts.queued > 0 && counts.sending === 0;
  return { counts, isPaused: settings.queuePaused, waiting: mayWait ? await waitingOf(deps) : null };
}

async function waitingOf(deps: Pick<Deps, 'sql' | 'clock' | 'secrets'>): Promise<CampaignWaiting | null> {
  const running = await runningCampaigns(deps.sql, null, deps.clock.now());
  if (running.length === 0) {
    return {
      sentence: 'All campaigns in the queue are paused; it goes on when a person resumes one',
      nextSendAt: null,
    };
  }
  const counts = await countsByCampaign(
    deps.sql,
    running.map(({ id }) => id),
  );
  const waiting = await campaignsWaiting(deps, running, counts);
  return firstToGoOn(running.map(({ id }) => waiting.get(id) ?? null));
}

/** The one that is known to send first, or `null` if one of them waits for nothing. */
export function firstToGoOn(all: readonly (CampaignWaiting | null)[]): CampaignWaiting | null {
  if (all.includes(null)) return null;
  const at = (waiting: CampaignWaiting | null) => waiting?.nextSendAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return all.reduce((first, other) => (at(other) < at(first) ? other : first), all[0] ?? null);
}
