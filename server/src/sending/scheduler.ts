import { nextScheduledAt, startDueCampaigns } from '../campaigns/start-due-campaigns.ts';
import type { Deps } from '../deps.ts';
import { type AnnouncedLoop, announcedLoop } from './announced-loop.ts';

/** A campaign that is scheduled is announced; this is for what was announced to nobody. */
const backstopMs = 300_000;

/** Starts scheduled campaigns at their time. */
export function scheduler(deps: Deps): AnnouncedLoop {
  return announcedLoop(deps, { name: 'starting scheduled campaigns', channels: ['queue'] }, async () => {
    const count = await startDueCampaigns(deps);
    if (count > 0) deps.log.info({ count }, 'started scheduled campaigns');
    const nextAt = await nextScheduledAt(deps.sql);
    const backstop = deps.clock.now().getTime() + backstopMs;
    return new Date(Math.min(nextAt?.getTime() ?? backstop, backstop));
  });
}
