import type { Deps } from '../deps.ts';
import { enqueueChunk } from '../queue/enqueue.ts';
import { type AnnouncedLoop, announcedLoop } from './announced-loop.ts';

/** Subscriptions looked at in one transaction. */
export const chunkSize = 10_000;
/** New work is announced; this is for what was announced to nobody. */
const backstopMs = 300_000;

/** Writes the queue rows of campaigns that have started, chunk after chunk; sending begins with the first. */
export function enqueuer(deps: Deps): AnnouncedLoop {
  const totals = new Map<number, number>();

  return announcedLoop(deps, { name: 'enqueueing', channels: ['queue'] }, async () => {
    for (;;) {
      const chunk = await enqueueChunk(deps, chunkSize);
      if (!chunk) return new Date(deps.clock.now().getTime() + backstopMs);
      const { campaignId, count, done } = chunk;
      const total = (totals.get(campaignId) ?? 0) + count;
      totals.set(campaignId, total);
      if (!done) continue;
      totals.delete(campaignId);
      deps.log.info({ campaignId, count: total }, `queued ${total} emails for campaign ${campaignId}`);
    }
  });
}
