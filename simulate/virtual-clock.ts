import { type FakeClock, fakeClock } from '../test/fake-clock.ts';

export interface VirtualClock extends FakeClock {
  /**
   * Resolves as soon as `condition` holds. It is looked at when somebody goes to sleep, and each millisecond: an outcome that is
   * stored after everybody sleeps may be the last cause, and tells nobody.
   */
  until(condition: () => boolean): Promise<void>;
}

/** A clock that stands still while anything is being done. */
export function virtualClock(start: Date): VirtualClock {
  const clock = fakeClock(start);
  let waiting: { condition: () => boolean; resolve: () => void }[] = [];
  let again: NodeJS.Timeout | undefined;

  function tell(): void {
    const met = waiting.filter(({ condition }) => condition());
    waiting = waiting.filter((one) => !met.includes(one));
    for (const { resolve } of met) resolve();
    if (waiting.length > 0) return;
    clearInterval(again);
    again = undefined;
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
        if (waiting.length > 0) again ??= setInterval(tell, 1);
      }),
  };
}
