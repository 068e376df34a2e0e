import type { Deps } from '../deps.ts';
import { presentCapacity } from '../queue/present-capacity.ts';
import { countsByCampaign, type QueueCounts, totals } from '../queue/queue-counts.ts';
import type { WaitingFor } from '../queue/why-waiting.ts';
import { liveConfiguration } from '../settings/configuration.ts';
import { type CampaignWaiting, presentWords, waitingForOf } from './campaign-waiting.ts';
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
  return { counts, isPaused: settings.queuePaused, waiting: mayWait ? await waitingOf(deps, counts.queued) : null };
}

async function waitingOf(
  deps: Pick<Deps, 'sql' | 'clock' | 'secrets'>,
  queued: number,
): Promise<CampaignWaiting | null> {
  const [running, present] = await Promise.all([
    runningCampaigns(deps.sql, null, deps.clock.now()),
    presentCapacity(deps),
  ]);
  const counts = await countsByCampaign(
    deps.sql,
    running.map(({ id }) => id),
  );
  const campaigns = running.filter(({ id }) => counts.get(id)!.queued > 0);
  if (campaigns.length === 0) return presentWords(present, { by: 'all paused', until: null, emails: queued });
  const waiting = await waitingForOf(deps, { present, campaigns, counts });
  const first = firstToGoOn(campaigns.map(({ id }) => waiting.get(id) ?? null));
  const emails = campaigns.reduce((sum, { id }) => sum + counts.get(id)!.queued, 0);
  return first && presentWords(present, { ...first, emails });
}

/** What goes on first of it, or `null` if one of the campaigns waits for nothing. */
export function firstToGoOn(all: readonly (WaitingFor | null)[]): WaitingFor | null {
  if (all.includes(null)) return null;
  const at = (waiting: WaitingFor | null) => waiting?.until ?? Number.POSITIVE_INFINITY;
  return all.reduce((first, other) => (at(other) < at(first) ? other : first), all[0] ?? null);
}
