import { setTimeout as delay } from 'node:timers/promises';

/** The one source of the present. It reaches SQL as a parameter; tests and plans pass a virtual one. */
export interface Clock {
  now(): Date;
  /** Milliseconds of a counter that never steps, from any origin: for how much time has passed, whatever `now` says. */
  elapsedMs(): number;
  /** Resolves once `now()` has reached `at`, or as soon as `signal` aborts. Never rejects. */
  sleepUntil(at: Date, signal: AbortSignal): Promise<void>;
}

/** Node fires a longer timer at once, so longer sleeps are taken in stretches of this. */
const longestTimerMs = 2 ** 31 - 1;

/** A clock that reads `now` and sleeps on the machine's timers. */
export function clockFrom(now: () => Date): Clock {
  return {
    now,
    elapsedMs: () => performance.now(),
    async sleepUntil(at, signal) {
      while (!signal.aborted) {
        const remainingMs = at.getTime() - now().getTime();
        if (remainingMs <= 0) return;
        await delay(Math.min(remainingMs, longestTimerMs), undefined, { signal }).catch(() => {});
      }
    },
  };
}

/** The time of this machine. */
export const systemClock: Clock = clockFrom(() => new Date());
