import type { Outcome } from './outcome.ts';

/** What is prepared: its attempt begun, its message built. Who leaves from then on may be sent it. */
export interface Prepared {
  /** By the monotonic clock. */
  preparedAt: number;
  /** The server was sent its envelope: behind another message, or on a connection that turned out to be stale. */
  wasShown: boolean;
  resolve(outcome: Outcome): void;
}

/** Messages that are prepared and wait for a connection to their server. */
export interface ReadyMessages<One extends Prepared> {
  count(): number;
  add(one: One): void;
  /** It goes before the others. */
  putBack(one: One): void;
  /** The next, those being taken back that have waited for too long. */
  take(): One | undefined;
  takeAll(): One[];
  /** How many should be prepared while so many connections are busy. */
  wanted(busy: number): number;
  /** Told how long a message took on a connection. */
  took(ms: number): void;
}

/** Messages prepared ahead for each connection, at most, and only as many as their server takes up within so many ms. */
const mostAhead = 20;
const aheadMs = 125;
/** One that has been prepared for longer is not shown to the server. */
const freshMs = 150;
/** And if it was shown, its content is not sent: the answer that it waited for has been long in coming. */
const freshOnceShownMs = 1_000;

/** Whether it has been prepared for so short a time that it may be sent; else who left meanwhile would be. */
export function isFresh({ preparedAt, wasShown }: Pick<Prepared, 'preparedAt' | 'wasShown'>): boolean {
  return performance.now() - preparedAt < (wasShown ? freshOnceShownMs : freshMs);
}

export function readyMessages<One extends Prepared>(): ReadyMessages<One> {
  const ready: One[] = [];
  /** How long a message takes on a connection, the latest counting most; at first as long as one can. */
  let paceMs = Number.POSITIVE_INFINITY;

  return {
    count: () => ready.length,
    add: (one) => ready.push(one),
    putBack: (one) => ready.unshift(one),
    take() {
      for (let next = ready.shift(); next; next = ready.shift()) {
        if (isFresh(next)) return next;
        const reason = 'Taken back: it was not sent soon enough after it had been prepared';
        next.resolve({ kind: 'unsent', reason, fault: null, seen: next.wasShown });
      }
      return undefined;
    },
    takeAll: () => ready.splice(0),
    wanted: (busy) => busy * Math.min(mostAhead, Math.floor(aheadMs / paceMs)),
    took(ms) {
      paceMs = paceMs === Number.POSITIVE_INFINITY ? ms : paceMs + (ms - paceMs) / 8;
    },
  };
}
