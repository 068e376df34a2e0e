import type { Deps } from '../deps.ts';
import { wakeableLoop } from './wakeable-loop.ts';

export interface AnnouncedLoop {
  start(): Promise<void>;
  wake(): void;
  stop(): Promise<void>;
}

/**
 * A wakeable loop that NOTIFY on one of these channels wakes, and a connection that has been made anew: what was announced in
 * the meantime was announced to nobody.
 */
export function announcedLoop(
  deps: Deps,
  { name, channels }: { name: string; channels: readonly ('queue' | 'configuration' | 'bounces')[] },
  step: () => Promise<Date>,
): AnnouncedLoop {
  const loop = wakeableLoop(deps, name, step);
  let subscriptions: { unlisten(): Promise<void> }[] = [];

  return {
    async start() {
      subscriptions = await Promise.all(channels.map((channel) => deps.sql.listen(channel, loop.wake, loop.wake)));
      loop.start();
    },
    wake: loop.wake,
    async stop() {
      await Promise.all(subscriptions.splice(0).map((subscription) => subscription.unlisten()));
      await loop.stop();
    },
  };
}
