import { setTimeout as delay } from 'node:timers/promises';
import { errorLine } from '../errors.ts';
import { type Logger, withoutAddresses } from '../log.ts';
import { type SmtpConnection, smtpConnection } from './connection.ts';
import type { OutgoingMessage, SmtpEndpoint } from './endpoint.ts';
import { type Outcome, type ServerFault, takenBack } from './outcome.ts';

/** A message that waits for a connection. */
export interface HandOver {
  /**
   * Called once, when a connection is ready: marks the attempt as begun and builds the message. `null` takes it back; what
   * it throws makes the message `unsent`, and is no fault of the server.
   */
  prepare(): Promise<OutgoingMessage | null>;
  /** Asked synchronously in the moment before the content is written. */
  mayHandOver(): boolean;
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
  /** Built on a connection that turned out to be stale. */
  message: OutgoingMessage | null;
  resolve(outcome: Outcome): void;
}

interface Slot {
  connection: SmtpConnection;
  state: 'opening' | 'idle' | 'busy';
  idleTimer: NodeJS.Timeout | null;
}

/**
 * Keeps up to `maxConns` connections open, opens them as messages come and closes them after `idleTimeoutMs` without one.
 *
 * A server that can't be reached, or that throttles, fails everything that waits for it at once, so that it can go
 * through another server. When it refuses one more connection but serves others, the pool makes do with those until it
 * next has nothing to do.
 *
 * A server that hangs holds what it was shown until a timeout, but not what waits behind that: once no connection has come
 * free for `waitTimeoutMs`, the messages that wait are taken back.
 */
export function smtpPool(endpoint: SmtpEndpoint, deps: { log: Logger }): SmtpPool {
  const slots = new Set<Slot>();
  const idle: Slot[] = [];
  const waiting: Waiting[] = [];
  const inFlight = new Set<Promise<void>>();
  let mostConns = endpoint.maxConns;
  let isDraining = false;
  let isStalled = false;
  let stallTimer: NodeJS.Timeout | null = null;
  let expectTimer: NodeJS.Timeout | undefined;
  /** Connections fail together, and again and again, for one reason: it is logged once. */
  let loggedReason: string | null = null;

  function pump(): void {
    while (waiting.length > 0) {
      const slot = idle.pop();
      if (!slot) break;
      const next = waiting.shift() as Waiting;
      moved();
      track(handOver(slot, next));
    }
    if (waiting.length > 0) stallTimer ??= setTimeout(stall, endpoint.waitTimeoutMs);
    let opening = 0;
    for (const { state } of slots) if (state === 'opening') opening++;
    for (; opening < waiting.length && slots.size < mostConns; opening++) track(open());
  }

  function track(work: Promise<void>): void {
    inFlight.add(work);
    void work.finally(() => inFlight.delete(work));
  }

  async function open(): Promise<void> {
    const connection = smtpConnection(endpoint, { onClosed: () => remove(slot) });
    const slot: Slot = { connection, state: 'opening', idleTimer: null };
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

  async function handOver(slot: Slot, next: Waiting): Promise<void> {
    take(slot);
    try {
      next.message ??= await next.job.prepare();
    } catch (error) {
      next.resolve(takenBack(errorLine(error)));
      return release(slot);
    }
    if (next.message === null) {
      next.resolve(takenBack('Taken back before it was sent'));
      return release(slot);
    }
    const outcome = slot.connection.isOpen()
      ? await slot.connection.send(next.message, () => next.job.mayHandOver())
      : 'stale';
    if (outcome === 'stale') {
      remove(slot);
      waiting.unshift(next);
    } else {
      next.resolve(outcome);
      if (outcome.kind === 'unsent' && outcome.fault && isForEveryMessage(outcome.fault)) failWaiting(outcome.fault);
      if (outcome.kind === 'uncertain') takeBackWaiting('Taken back: the server did not answer the message before');
    }
    release(slot);
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

  /** All that waits, which waits no more. */
  function takeWaiting(): Waiting[] {
    clearStallTimer();
    return waiting.splice(0);
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
    for (const { resolve, message } of takeWaiting()) {
      resolve({ kind: 'unsent', reason: fault.reason, fault, seen: message !== null });
    }
  }

  function takeBackWaiting(reason: string): void {
    for (const { resolve, message } of takeWaiting()) {
      resolve({ kind: 'unsent', reason, fault: null, seen: message !== null });
    }
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
      new Promise((resolve) => {
        if (isDraining) return resolve(takenBack(isClosing));
        waiting.push({ job, message: null, resolve });
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
