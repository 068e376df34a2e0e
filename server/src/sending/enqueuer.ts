import type { Deps } from '../deps.ts';
import { enqueueChunk } from '../queue/enqueue.ts';
import { wakeableLoop } from './wakeable-loop.ts';

const chunkSize = 5_000;
/** New work is announced; this is for what was announced to nobody. */
const backstopMs = 300_000;

/** Writes the queue rows of campaigns that have started, chunk after chunk; sending begins with the first. */
export function enqueuer(deps: Deps) {
  let subscription: { unlisten(): Promise<void> } | undefined;
  const totals = new Map<number, number>();

  const loop = wakeableLoop(deps, 'enqueueing', async () => {
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

  return {
    async start() {
      subscription = await deps.sql.listen('queue', loop.wake, loop.wake);
      loop.start();
    },
    async stop() {
      await subscription?.unlisten();
      await loop.stop();
    },
  };
}
