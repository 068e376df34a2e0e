import { setTimeout as delay } from 'node:timers/promises';
import { errorLine } from '../errors.ts';
import { type Logger, withoutAddresses } from '../log.ts';
import { type SmtpConnection, smtpConnection } from './connection.ts';
import type { OutgoingMessage, SmtpEndpoint } from './endpoint.ts';
import type { Transaction } from './mail-session.ts';
import { type Outcome, type ServerFault, takenBack } from './outcome.ts';
import { isFresh, type Prepared, readyMessages } from './ready-messages.ts';

/** A message that waits for a connection. */
export interface HandOver {
  /**
   * Called once, when a connection is ready: marks the attempt as begun and builds the message. `null` takes it back; what
   * it throws makes the message `unsent`, and is no fault of the server.
   */
  prepare(): Promise<OutgoingMessage | null>;
  /** Asked synchronously in the moment before the content is written. */
  mayHandOver(): boolean;
  /** Told synchronously what `send` will resolve with: before the content of another message goes over the same connection. */
  known?(outcome: Outcome): void;
}

/** The connections to one SMTP server. */
export interface SmtpPool {
  /** Hands a message over on the next free connection, first come, first served. Never rejects. */
  send(job: HandOver): Promise<Outcome>;
  /** A message is to come in so many milliseconds, earlier ones forgotten: a connection will be open by then. */
  expectIn(ms: number): void;
  /**
   * Takes back what waits for a connection; what is under way goes on.
   *
   * @param reason Why, for the log.
   */
  takeBack(reason: string): void;
  /** Whether no connection has come free for `waitTimeoutMs` though messages wait: to give it more would be in vain. */
  isStalled(): boolean;
  /** Takes back what waits for a connection, finishes what is under way, closes. Later messages are taken back. */
  drain(): Promise<void>;
  /** `drain`, but breaks off what has not finished within the endpoint's `waitTimeoutMs`. */
  stop(): Promise<void>;
}

/** Opening a connection takes a handful of round trips, twice that with TLS; they are not to hold up what a limit lets go. */
const opensAheadMs = 2_000;
/** Node fires a longer timer at once. */
const longestTimerMs = 2 ** 31 - 1;

const isClosing = 'Taken back: the connections are being closed';

interface Waiting {
  job: HandOver;
  resolve(outcome: Outcome): void;
}

interface Ready extends Waiting, Prepared {
  message: OutgoingMessage;
}

interface Slot {
  connection: SmtpConnection;
  state: 'opening' | 'idle' | 'busy';
  idleTimer: NodeJS.Timeout | null;
  /** Messages that it has been given and that are not done. */
  underWay: number;
  /** When it began the message that it is at; by the monotonic clock. */
  startedAt: number;
}

/** A server that so often in a row closed the connection on the message behind another is shown one after the other. */
const mostMissed = 3;

/**
 * Keeps up to `maxConns` connections open, opens them as messages come and closes them after `idleTimeoutMs` without one.
 *
 * A server that can't be reached, or that throttles, fails everything that waits for it at once, so that it can go
 * through another server. When it refuses one more connection but serves others, the pool makes do with those until it
 * next has nothing to do.
 *
 * While its connections are busy, the messages that they will take next are prepared, if that will be within a moment: so
 * that no connection waits for the database, and no message that has begun waits for a slow server.
 *
 * A server that hangs holds what it was shown until a timeout, but not what waits behind that: once no connection has come
 * free for `waitTimeoutMs`, the messages that wait are taken back.
 */
export function smtpPool(endpoint: SmtpEndpoint, deps: { log: Logger }): SmtpPool {
  const slots = new Set<Slot>();
  const idle: Slot[] = [];
  const waiting: Waiting[] = [];
  const ready = readyMessages<Ready>();
  let preparing = 0;
  let missedFollowers = 0;
  const inFlight = new Set<Promise<void>>();
  let mostConns = endpoint.maxConns;
  let isDraining = false;
  let isStalled = false;
  let stallTimer: NodeJS.Timeout | null = null;
  let expectTimer: NodeJS.Timeout | undefined;
  /** Connections fail together, and again and again, for one reason: it is logged once. */
  let loggedReason: string | null = null;

  function pump(): void {
    while (idle.length > 0) {
      const prepared = ready.take();
      const next = prepared ?? waiting.shift();
      if (!next) break;
      const slot = idle.pop() as Slot;
      moved();
      take(slot);
      if (prepared) handOver(slot, prepared);
      else track(prepareOn(slot, next));
    }
    for (const slot of slots) if (slot.connection.mayFollow()) follow(slot);
    const wanted = ready.wanted(countOf('busy'));
    const missing = wanted - ready.count() - preparing;
    // At least half of them at once: those that begin together share a transaction.
    if (wanted > 0 && missing >= wanted / 2) for (const next of waiting.splice(0, missing)) track(prepareAhead(next));
    const left = ready.count() + waiting.length;
    if (left > 0) stallTimer ??= setTimeout(stall, endpoint.waitTimeoutMs);
    for (let opening = countOf('opening'); opening < left && slots.size < mostConns; opening++) track(open());
  }

  function countOf(state: Slot['state']): number {
    let count = 0;
    for (const slot of slots) if (slot.state === state) count++;
    return count;
  }

  function track(work: Promise<void>): void {
    inFlight.add(work);
    void work.finally(() => inFlight.delete(work));
  }

  async function open(): Promise<void> {
    const connection = smtpConnection(endpoint, { onClosed: () => remove(slot) });
    const slot: Slot = { connection, state: 'opening', idleTimer: null, underWay: 0, startedAt: 0 };
    slots.add(slot);
    const fault = await connection.open();
    if (!fault) {
      loggedReason = null;
      return release(slot);
    }

    remove(slot);
    const inUse = [...slots].filter(({ state }) => state !== 'opening').length;
    const level = fault.reason === loggedReason ? 'debug' : 'warn';
    loggedReason = fault.reason;
    const reason = withoutAddresses(fault.reason);
    deps.log[level]({ kind: fault.kind, reason, connections: inUse }, 'SMTP connection failed');
    if (inUse === 0) failWaiting(fault);
    else mostConns = inUse;
  }

  function expectIn(ms: number): void {
    clearTimeout(expectTimer);
    if (ms > longestTimerMs) return;
    expectTimer = setTimeout(
      () => {
        if (!isDraining && slots.size === 0) track(open());
      },
      Math.max(0, ms - opensAheadMs),
    );
  }

  /** Begins the attempt and builds the message; `null` if it is not to be sent, and has been resolved. */
  async function prepare({ job, resolve }: Waiting): Promise<Ready | null> {
    try {
      const message = await job.prepare();
      if (message) return { job, resolve, message, preparedAt: performance.now(), wasShown: false };
      resolve(takenBack('Taken back before it was sent'));
    } catch (error) {
      resolve(takenBack(errorLine(error)));
    }
    return null;
  }

  async function prepareOn(slot: Slot, next: Waiting): Promise<void> {
    const prepared = await prepare(next);
    if (prepared) handOver(slot, prepared);
    else release(slot);
  }

  async function prepareAhead(next: Waiting): Promise<void> {
    preparing++;
    const prepared = await prepare(next);
    preparing--;
    if (prepared) ready.add(prepared);
    if (isDraining) takeBackWaiting(isClosing);
    else pump();
  }

  /** Hands a message over, and then those that are ready for this connection by the time its content is written. */
  function handOver(slot: Slot, next: Ready): void {
    slot.startedAt = performance.now();
    if (slot.connection.isOpen()) slot.connection.begin(transactionOf(slot, next));
    else {
      missed(slot, next);
      release(slot);
    }
  }

  /** Lets the next message follow the one whose content has just been written. */
  function follow(slot: Slot): void {
    const next = takeFollower();
    if (next) slot.connection.begin(transactionOf(slot, next, true));
  }

  function takeFollower(): Ready | undefined {
    const next = isDraining || missedFollowers >= mostMissed ? undefined : ready.take();
    if (next) moved();
    return next;
  }

  function transactionOf(slot: Slot, own: Ready, isFollower = false): Transaction {
    if (isFollower) own.wasShown = true;
    const over = Promise.withResolvers<void>();
    track(over.promise);
    slot.underWay++;

    return {
      message: own.message,
      mayHandOver() {
        if (slot.connection.takesFollowers()) slot.startedAt = performance.now(); // envelopes cost no time
        return (!isFollower || isFresh(own)) && own.job.mayHandOver();
      },
      next() {
        const next = takeFollower();
        return next ? transactionOf(slot, next, true) : null;
      },
      done(outcome) {
        if (isFollower) missedFollowers = outcome === 'stale' ? missedFollowers + 1 : 0;
        if (outcome === 'stale') missed(slot, own);
        else settle(slot, outcome, own.resolve);
        slot.underWay--;
        if (slot.underWay === 0) release(slot);
        else pump();
        over.resolve();
      },
    };
  }

  function settle(slot: Slot, outcome: Outcome, resolve: Waiting['resolve']): void {
    ready.took(performance.now() - slot.startedAt);
    slot.startedAt = performance.now();
    resolve(outcome);
    if (outcome.kind === 'unsent' && outcome.fault && isForEveryMessage(outcome.fault)) failWaiting(outcome.fault);
    if (outcome.kind === 'uncertain') takeBackWaiting('Taken back: the server did not answer the message before');
  }

  /** The connection was of no more use to a message, which is to take another. */
  function missed(slot: Slot, next: Ready): void {
    remove(slot);
    ready.putBack({ ...next, wasShown: true });
  }

  /** A message has got a connection, or a connection is free for the next. */
  function moved(): void {
    isStalled = false;
    clearStallTimer();
  }

  function clearStallTimer(): void {
    if (stallTimer) clearTimeout(stallTimer);
    stallTimer = null;
  }

  function stall(): void {
    clearStallTimer();
    const isOpening = [...slots].some(({ state }) => state === 'opening'); // what comes of that will be known soon
    if (isOpening) stallTimer = setTimeout(stall, endpoint.waitTimeoutMs);
    else {
      isStalled = true;
      takeBackWaiting('Taken back: the server keeps all its connections busy');
    }
  }

  /** All that waits, which waits no more; and whether the server has been shown it. */
  function takeWaiting(): { resolve(outcome: Outcome): void; seen: boolean }[] {
    clearStallTimer();
    return [
      ...ready.takeAll().map(({ resolve, wasShown: seen }) => ({ resolve, seen })),
      ...waiting.splice(0).map(({ resolve }) => ({ resolve, seen: false })),
    ];
  }

  function take(slot: Slot): void {
    slot.state = 'busy';
    if (slot.idleTimer) clearTimeout(slot.idleTimer);
    slot.idleTimer = null;
  }

  function release(slot: Slot): void {
    moved();
    if (slots.has(slot) && slot.connection.isOpen()) {
      slot.state = 'idle';
      idle.push(slot);
    }
    if (isDraining) takeBackWaiting(isClosing);
    pump();
    if (slot.state !== 'idle' || !slots.has(slot)) return;
    if (isDraining) {
      close(slot);
      return;
    }
    mostConns = endpoint.maxConns;
    slot.idleTimer = setTimeout(() => close(slot), endpoint.idleTimeoutMs);
  }

  function close(slot: Slot): void {
    remove(slot);
    slot.connection.quit();
  }

  function remove(slot: Slot): void {
    slots.delete(slot);
    const at = idle.indexOf(slot);
    if (at >= 0) idle.splice(at, 1);
    if (slot.idleTimer) clearTimeout(slot.idleTimer);
  }

  function failWaiting(fault: ServerFault): void {
    for (const { resolve, seen } of takeWaiting()) resolve({ kind: 'unsent', reason: fault.reason, fault, seen });
  }

  function takeBackWaiting(reason: string): void {
    for (const { resolve, seen } of takeWaiting()) resolve({ kind: 'unsent', reason, fault: null, seen });
  }

  async function drain(): Promise<void> {
    isDraining = true;
    clearTimeout(expectTimer);
    takeBackWaiting(isClosing);
    for (const slot of [...idle]) close(slot);
    while (inFlight.size > 0) await Promise.all(inFlight);
  }

  return {
    send: (job) =>
      new Promise((resolvePromise) => {
        const resolve = (outcome: Outcome) => {
          job.known?.(outcome);
          resolvePromise(outcome);
        };
        if (isDraining) return resolve(takenBack(isClosing));
        waiting.push({ job, resolve });
        pump();
      }),
    expectIn,
    takeBack: takeBackWaiting,
    isStalled: () => isStalled,
    drain,
    async stop() {
      const tooLate = new AbortController();
      const inTime = drain().then(() => tooLate.abort());
      await Promise.race([
        inTime,
        delay(endpoint.waitTimeoutMs, undefined, { signal: tooLate.signal }).catch(() => {}),
      ]);
      for (const { connection } of slots) connection.destroy();
    },
  };
}

/** A dropped connection is this message's bad luck; the others may still find the server well. */
function isForEveryMessage({ kind }: ServerFault): boolean {
  return kind !== 'unreachable';
}
