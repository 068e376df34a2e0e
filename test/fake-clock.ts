import type { Clock } from '../server/src/clock.ts';

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves on by `seconds`; whoever sleeps until then or earlier wakes, the earliest first. */
  advance(seconds: number): void;
  /** Time passes until `at`; if that lies in the past, the clock steps back. */
  set(at: Date): void;
  /** The clock is put forward, or back, by `seconds` in which no time passes. */
  step(seconds: number): void;
  /** The instant `seconds` from now. */
  in(seconds: number): Date;
  /** When the next sleeper wakes, or `null` if nobody sleeps. */
  nextWake(): Date | null;
  /** How many sleep. */
  sleeping(): number;
  /** Resolves once at least `n` sleep: `await clock.idle(); clock.set(clock.nextWake()!)` goes from wake to wake. */
  idle(n?: number): Promise<void>;
}

/** A {@link FakeClock}, by default at noon UTC on a Wednesday. */
export function fakeClock(start = new Date('2026-03-04T12:00:00Z')): FakeClock {
  let nowMs = start.getTime();
  let elapsedMs = 0;
  let sleepers: { atMs: number; wake: () => void }[] = [];
  let waiting: { n: number; resolve: () => void }[] = [];

  function set(at: Date) {
    elapsedMs += Math.max(0, at.getTime() - nowMs);
    moveTo(at.getTime());
  }

  function moveTo(atMs: number) {
    nowMs = atMs;
    const due = sleepers.filter(({ atMs }) => atMs <= nowMs).sort((a, b) => a.atMs - b.atMs);
    for (const { wake } of due) wake();
  }

  function tellIdle() {
    for (const { n, resolve } of waiting) if (sleepers.length >= n) resolve();
    waiting = waiting.filter(({ n }) => sleepers.length < n);
  }

  return {
    now: () => new Date(nowMs),
    elapsedMs: () => elapsedMs,
    set,
    step: (seconds) => moveTo(nowMs + seconds * 1000),
    advance: (seconds) => set(new Date(nowMs + seconds * 1000)),
    in: (seconds) => new Date(nowMs + seconds * 1000),
    nextWake: () => (sleepers.length > 0 ? new Date(Math.min(...sleepers.map(({ atMs }) => atMs))) : null),
    sleeping: () => sleepers.length,
    idle: (n = 1) =>
      new Promise((resolve) => {
        waiting.push({ n, resolve });
        tellIdle();
      }),
    sleepUntil: (at, signal) =>
      new Promise((resolve) => {
        if (at.getTime() <= nowMs || signal.aborted) return resolve();
        const sleeper = { atMs: at.getTime(), wake };
        function wake() {
          sleepers = sleepers.filter((other) => other !== sleeper);
          signal.removeEventListener('abort', wake);
          resolve();
        }
        sleepers.push(sleeper);
        signal.addEventListener('abort', wake);
        tellIdle();
      }),
  };
}
