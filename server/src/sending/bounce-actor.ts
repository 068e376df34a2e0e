import { actOnBounces } from '../bounces/act-on-bounces.ts';
import type { Deps } from '../deps.ts';
import { loadConfiguration } from '../settings/configuration.ts';
import { type AnnouncedLoop, announcedLoop } from './announced-loop.ts';

/** A bounce is announced; this is for what was announced to nobody, as by a process that was killed. */
const backstopMs = 60_000;

/**
 * Applies the setting bounce.actions to bounces as they are recorded. Not in the transaction that records them: that one holds
 * the limits, and would make all sending wait for whoever holds a subscriber.
 */
export function bounceActor(deps: Deps): AnnouncedLoop {
  return announcedLoop(deps, { name: 'acting on bounces', channels: ['bounces'] }, async () => {
    for (;;) {
      const { settings } = await loadConfiguration(deps.sql, deps.secrets);
      const { bounces, subscribers } = await actOnBounces(deps, settings.bounceActions);
      for (const [action, subscriberIds] of Object.entries(subscribers)) {
        if (subscriberIds.length > 0) deps.log.info({ action, subscriberIds }, 'acted on bounces');
      }
      if (bounces === 0) return new Date(deps.clock.now().getTime() + backstopMs);
    }
  });
}
