import { type FakeClock, fakeClock } from '../test/fake-clock.ts';

export interface VirtualClock extends FakeClock {
  /** Resolves as soon as `condition` holds, of which only those who go to sleep can be the last cause. */
  until(condition: () => boolean): Promise<void>;
}

/** A clock that stands still while anything is being done. */
export function virtualClock(start: Date): VirtualClock {
  const clock = fakeClock(start);
  let waiting: { condition: () => boolean; resolve: () => void }[] = [];

  function tell(): void {
    const met = waiting.filter(({ condition }) => condition());
    waiting = waiting.filter((one) => !met.includes(one));
    for (const { resolve } of met) resolve();
  }

  return {
    ...clock,
    sleepUntil(at, signal) {
      const asleep = clock.sleepUntil(at, signal);
      tell();
      return asleep;
    },
    until: (condition) =>
      new Promise((resolve) => {
        waiting.push({ condition, resolve });
        tell();
      }),
  };
}
