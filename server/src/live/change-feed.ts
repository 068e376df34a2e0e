import type { Deps } from '../deps.ts';
import { type WakeableLoop, wakeableLoop } from '../sending/wakeable-loop.ts';
import { type Topic, topicStates, topics } from './topics-store.ts';

/** Gets what has changed since it was last called. */
export type ChangeListener = (changed: Topic[]) => void;

export interface ChangeFeed {
  /**
   * Calls back at most once a second, until what it returns is called. `begun` resolves once what changes from then on is
   * noticed.
   */
  follow(listener: ChangeListener): { begun: Promise<void>; unfollow: () => void };
  stop(): Promise<void>;
}

const lookEveryMs = 1_000;

/**
 * Tells which things change, whichever process or person changes them.
 *
 * @param lastLine The last line of this process's log, by a number that grows.
 *
 * It looks once a second, however many follow, and not at all when nobody does. NOTIFY would tell no more: every batch of
 * outcomes would have to be announced, which makes commits wait for one another, to be thinned out to one a second here.
 */
export function changeFeed(deps: Pick<Deps, 'sql' | 'clock' | 'log'>, lastLine: () => number): ChangeFeed {
  const listeners = new Set<ChangeListener>();
  let loop: WakeableLoop | undefined;
  let begun = Promise.resolve();
  let stopping: Promise<void> = Promise.resolve();

  function begin(): void {
    let before: Record<Topic, string> | undefined;
    const { promise, resolve } = Promise.withResolvers<void>();
    begun = promise;
    loop = wakeableLoop(deps, 'looking for changes', async () => {
      const states = { ...(await topicStates(deps.sql)), logs: String(lastLine()) };
      const changed = before ? topics.filter((topic) => states[topic] !== before![topic]) : [];
      before = states;
      resolve();
      if (changed.length > 0) for (const listener of listeners) listener(changed);
      return new Date(deps.clock.now().getTime() + lookEveryMs);
    });
    loop.start();
  }

  function end(): void {
    if (!loop) return;
    const ended = loop.stop();
    stopping = Promise.all([stopping, ended]).then(() => {});
    loop = undefined;
  }

  return {
    follow(listener) {
      listeners.add(listener);
      if (!loop) begin();
      return {
        begun,
        unfollow() {
          listeners.delete(listener);
          if (listeners.size === 0) end();
        },
      };
    },
    async stop() {
      listeners.clear();
      end();
      await stopping;
    },
  };
}
