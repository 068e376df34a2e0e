import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import { failureLog } from './failure-log.ts';

export interface WakeableLoop {
  start(): void;
  /** Runs the step now, or again if it is running. */
  wake(): void;
  /** Resolves when the step that is running is over; none runs after it. */
  stop(): Promise<void>;
}

const afterErrorMs = 1_000;

/**
 * Runs `step` again and again: at the instant that the last run asked for, or as soon as it is woken. A step that throws
 * is logged and tried again a second later, so that a database that is away for a while stops nothing for good.
 */
export function wakeableLoop(
  deps: { clock: Clock; log: Logger },
  name: string,
  step: () => Promise<Date>,
): WakeableLoop {
  let running: Promise<void> | null = null;
  let isStopping = false;
  let isWoken = false;
  let sleep = new AbortController();
  const failures = failureLog(deps.log, name);

  async function run(): Promise<void> {
    while (!isStopping) {
      isWoken = false;
      const nextAt = await attempt();
      if (isWoken || isStopping) continue;
      sleep = new AbortController();
      await deps.clock.sleepUntil(nextAt, sleep.signal);
    }
  }

  async function attempt(): Promise<Date> {
    try {
      const nextAt = await step();
      failures.worked();
      return nextAt;
    } catch (err) {
      failures.failed(err);
      return new Date(deps.clock.now().getTime() + afterErrorMs);
    }
  }

  function wake(): void {
    isWoken = true;
    sleep.abort('woken'); // a reason of our own costs no stack trace
  }

  return {
    start() {
      running ??= run();
    },
    wake,
    async stop() {
      isStopping = true;
      wake();
      await running;
    },
  };
}
