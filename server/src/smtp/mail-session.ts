import { isAscii } from 'node:buffer';
import type { Socket } from 'node:net';
import { classifyReply } from './classify-reply.ts';
import { wireContent } from './content.ts';
import { deadline } from './deadline.ts';
import type { OutgoingMessage } from './endpoint.ts';
import type { Outcome, ServerFault } from './outcome.ts';
import { parseReply } from './parse-reply.ts';
import { replyReader } from './reply-reader.ts';

/** One message's way over a connection. */
export interface Transaction {
  message: OutgoingMessage;
  /** Asked in the very moment before the content is written; if it says no, the connection is broken off. */
  mayHandOver(): boolean;
  /** Asked as the content is written: the message that is to follow on this connection, if there is one already. */
  next(): Transaction | null;
  /**
   * Called once. `'stale'`: the server had closed a connection that was used before, and answered nothing about this
   * message, which another connection may therefore take.
   */
  done(outcome: Outcome | 'stale'): void;
}

/** Hands messages over on a connection that stands and has been let in. */
export interface MailSession {
  /** For a session on which no message is under way, or one may follow. */
  begin(transaction: Transaction): void;
  /** Whether the content of a message has been written, and another may follow before that is answered. */
  mayFollow(): boolean;
  /** Whether the server takes a message's envelope along with the content before it. */
  readonly takesFollowers: boolean;
  /** The connection is lost; whatever was under way is done. */
  lost(fault: ServerFault): void;
}

export interface MailSessionOptions {
  /** How long to wait for a reply. */
  waitTimeoutMs: number;
  /** What the server offers. */
  extensions: readonly string[];
  /** Breaks the connection off. */
  close(): void;
  /** Told what is said, as in `connection.ts`. */
  said?(entry: { tnx: 'client' | 'server' | 'message'; outByteCount?: number }, text: string): void;
}

/**
 * RFC 5321 §4.5.3.2.6 would have the client wait ten minutes for the reply to the final dot, as giving up early makes
 * messages uncertain. With the usual 5 seconds for other replies this waits a minute.
 */
const finalReplyFactor = 12;
/** A server may send its replies byte by byte: up to its content, a message may take so many times the wait for one reply. */
const envelopeFactor = 5;

/** What a reply is awaited to. */
type Step = 'reset' | 'mail' | 'rcpt' | 'data' | 'end-of-data';

interface UnderWay {
  transaction: Transaction;
  /** Commands of its envelope that have not been sent; none are left where the server takes all at once. */
  commands: [Step, text: string][];
  /** The first on this connection. */
  isFirst: boolean;
  /** The server has said something about it. */
  isAnswered: boolean;
  /** What a refusal of its sender or recipient makes of it. */
  refusal: Outcome | null;
  /** Whether the final dot was handed to the socket: the point of no return. */
  isWritten: boolean;
}

/**
 * The mail transactions of RFC 5321 §3.3, as quick as RFC 2920 allows: where the server offers PIPELINING, a message takes
 * one round trip. Its envelope and DATA go out in the same write as the content of the message before it, which §3.1 of that
 * RFC has for this very case; then its content, once the server has answered 354.
 */
export function mailSession(socket: Socket, options: MailSessionOptions): MailSession {
  const { waitTimeoutMs, extensions, close, said } = options;
  const isPipelining = extensions.includes('PIPELINING');
  /** At most two: one whose content has been written, and the one behind it. */
  const underWay: UnderWay[] = [];
  const awaited: { step: Step; of: UnderWay }[] = [];
  let isUnused = true;
  /** A refused message has left a transaction open on the server. */
  let mustReset = false;
  let isOver = false;
  const nextByte = deadline(() => breakOff('Timeout'));
  const wholeReply = deadline(() => breakOff('Timeout: the server replies too slowly'));
  const read = replyReader((raw) => {
    if (!isOver) onReply(raw);
  });

  socket.on('data', (chunk: Buffer) => {
    if (isOver) return;
    nextByte.in(waitMs());
    if (!read(chunk) && !isOver) breakOff('The reply of the server has no end');
  });

  function waitMs(): number {
    if (awaited.length === 0) return Number.POSITIVE_INFINITY;
    return waitTimeoutMs * (awaited[0]?.step === 'end-of-data' ? finalReplyFactor : 1);
  }

  function watch(): void {
    nextByte.in(waitMs());
    wholeReply.in(waitMs() * (awaited[0]?.step === 'end-of-data' ? 2 : envelopeFactor));
  }

  function begin(transaction: Transaction): void {
    const refusal = unsendable(transaction.message);
    if (refusal) transaction.done(refusal);
    else {
      socket.write(enter(transaction));
      if (underWay.length === 1) watch();
    }
  }

  /** @returns What is to be written of its envelope. */
  function enter(transaction: Transaction): string {
    const { from, to } = transaction.message;
    const parameters = extensions.includes('SMTPUTF8') && !isAscii(Buffer.from(from + to)) ? ' SMTPUTF8' : '';
    const one: UnderWay = {
      transaction,
      commands: [
        ['mail', `MAIL FROM:<${from}>${parameters}`],
        ['rcpt', `RCPT TO:<${to}>`],
        ['data', 'DATA'],
      ],
      ...{ isFirst: isUnused, isAnswered: false, refusal: null, isWritten: false },
    };
    if (mustReset) one.commands.unshift(['reset', 'RSET']);
    mustReset = false;
    isUnused = false;
    underWay.push(one);
    return commandsOf(one);
  }

  /** The commands of a message that can be sent now. */
  function commandsOf(of: UnderWay): string {
    let text = '';
    for (const [step, command] of of.commands.splice(0, isPipelining ? of.commands.length : 1)) {
      awaited.push({ step, of });
      said?.({ tnx: 'client' }, command);
      text += `${command}\r\n`;
    }
    return text;
  }

  function onReply(raw: string): void {
    said?.({ tnx: 'server' }, raw);
    const isClosing = raw.startsWith('421');
    const expected = awaited.shift();
    if (!expected) breakOff(isClosing ? raw : 'The server said something that nobody had asked for');
    else if (isClosing) closedBy(raw, expected.step, expected.of);
    else if (expected.step === 'reset') onReset(raw, expected.of);
    else onAnswer(raw, expected.step, expected.of);
  }

  function onReset(raw: string, of: UnderWay): void {
    if (raw.startsWith('2')) goOn(of);
    else breakOff(raw);
  }

  function onAnswer(raw: string, step: Exclude<Step, 'reset'>, of: UnderWay): void {
    of.isAnswered = true;
    if (step === 'end-of-data') onTaken(raw, of);
    else if (step === 'data') onData(raw, of);
    else onEnvelope(raw, step, of);
  }

  /** RFC 5321 §3.8: with 421 the server closes the connection, whatever it answers. */
  function closedBy(raw: string, step: Step, of: UnderWay): void {
    const outcome = of.refusal ?? classifyReply(step === 'reset' ? 'mail' : step, parseReply(raw));
    // Servers are tired of waiting for the next message, too (§4.5.3.2.7).
    const isStale = !of.isFirst && !of.isAnswered && outcome.kind === 'unsent' && outcome.fault?.kind === 'unreachable';
    finishLast(of, isStale ? 'stale' : outcome, raw);
  }

  function onEnvelope(raw: string, step: 'mail' | 'rcpt', of: UnderWay): void {
    if (!raw.startsWith('2')) of.refusal ??= classifyReply(step, parseReply(raw));
    if (isPipelining) return; // the reply to DATA is still to come
    if (of.refusal) refuse(of, of.refusal);
    else goOn(of);
  }

  function goOn(of: UnderWay): void {
    const text = commandsOf(of);
    if (text !== '') socket.write(text);
  }

  /** Some servers say 250 where RFC 5321 §4.3.2 has 354. */
  function onData(raw: string, of: UnderWay): void {
    const mayGoOn = raw.startsWith('3') || raw.startsWith('2');
    if (!of.refusal && mayGoOn) writeContent(of);
    else if (!of.refusal) refuse(of, classifyReply('data', parseReply(raw)));
    else if (mayGoOn) finishLast(of, of.refusal, 'The server wants the content of a message that it has refused');
    else refuse(of, of.refusal);
  }

  function refuse(of: UnderWay, outcome: Outcome): void {
    mustReset = true;
    finish(of, outcome);
  }

  /**
   * Writes all of it at once. To a message that is more than the socket buffers, the final dot is added only once all before
   * it has left: until then it can be taken back.
   */
  function writeContent(of: UnderWay): void {
    if (!of.transaction.mayHandOver()) {
      const reason = 'Taken back before its content was written';
      finishLast(of, { kind: 'unsent', reason, fault: null, seen: true }, reason);
      return;
    }
    const content = wireContent(of.transaction.message.raw);
    said?.({ tnx: 'message', outByteCount: content.length + finalDot.length }, '');
    awaited.push({ step: 'end-of-data', of });
    if (content.length < socket.writableHighWaterMark) writeEnd(of, content);
    else {
      socket.write(content, (error) => {
        if (!error && !isOver) writeEnd(of, Buffer.alloc(0));
      });
    }
    watch();
  }

  /** Writes the rest of the content, its final dot, and the envelope of the message after it. */
  function writeEnd(of: UnderWay, content: Buffer): void {
    of.isWritten = true;
    const next = isPipelining ? of.transaction.next() : null;
    const refusal = next && unsendable(next.message);
    socket.write(Buffer.concat([content, Buffer.from(next && !refusal ? finalDot + enter(next) : finalDot)]));
    if (refusal) next.done(refusal);
  }

  function onTaken(raw: string, of: UnderWay): void {
    const outcome = classifyReply('end-of-data', parseReply(raw));
    const reason = 'The server answered the message before all of it was written';
    if (of.isWritten) finish(of, outcome);
    else finishLast(of, outcome.kind === 'accepted' ? { kind: 'uncertain', reason } : outcome, reason);
  }

  function finish(of: UnderWay, outcome: Outcome): void {
    underWay.splice(underWay.indexOf(of), 1);
    watch();
    of.transaction.done(outcome);
  }

  /** The connection is of no more use: it is closed before whoever is told can begin another message on it. */
  function finishLast(of: UnderWay, outcome: Outcome | 'stale', reason: string): void {
    underWay.splice(underWay.indexOf(of), 1);
    breakOff(reason);
    of.transaction.done(outcome);
  }

  function breakOff(reason: string): void {
    isOver = true;
    close();
    giveUp({ kind: 'unreachable', reason, retryAfterMs: null });
  }

  function giveUp(fault: ServerFault): void {
    nextByte.end();
    wholeReply.end();
    for (const { transaction, isFirst, isAnswered, isWritten } of underWay.splice(0)) {
      if (isWritten) transaction.done({ kind: 'uncertain', reason: `No reply to the message: ${fault.reason}` });
      else if (!isFirst && !isAnswered) transaction.done('stale');
      else transaction.done({ kind: 'unsent', reason: fault.reason, fault, seen: true });
    }
  }

  return {
    begin,
    takesFollowers: isPipelining,
    mayFollow: () => isPipelining && !isOver && underWay.length === 1 && underWay[0]!.isWritten,
    lost(fault) {
      if (isOver) return;
      isOver = true;
      giveUp(fault);
    },
  };
}

const finalDot = '.\r\n';

/** An address that would break the protocol: of the sender it is for a person to mend, the recipient's is the message's own. */
function unsendable({ from, to }: OutgoingMessage): Outcome | null {
  const breaks = /[\r\n<>]/;
  if (to === '' || breaks.test(to)) {
    return { kind: 'rejected', reply: { code: 0, enhanced: null, text: `Invalid recipient ${JSON.stringify(to)}` } };
  }
  if (!breaks.test(from)) return null;
  const reason = `Invalid sender ${JSON.stringify(from)}`;
  return { kind: 'unsent', reason, fault: { kind: 'misconfigured', reason, retryAfterMs: null }, seen: false };
}
