import { nextScheduledAt, startDueCampaigns } from '../campaigns/start-due-campaigns.ts';
import type { Deps } from '../deps.ts';
import { wakeableLoop } from './wakeable-loop.ts';

/** A campaign that is scheduled is announced; this is for what was announced to nobody. */
const backstopMs = 300_000;

/** Starts scheduled campaigns at their time. */
export function scheduler(deps: Deps) {
  let subscription: { unlisten(): Promise<void> } | undefined;

  const loop = wakeableLoop(deps, 'starting scheduled campaigns', async () => {
    const count = await startDueCampaigns(deps);
    if (count > 0) deps.log.info({ count }, 'started scheduled campaigns');
    const nextAt = await nextScheduledAt(deps.sql);
    const backstop = deps.clock.now().getTime() + backstopMs;
    return new Date(Math.min(nextAt?.getTime() ?? backstop, backstop));
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
