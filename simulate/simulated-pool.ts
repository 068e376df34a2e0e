import type { Clock } from '../server/src/clock.ts';
import { classifyReply } from '../server/src/smtp/classify-reply.ts';
import type { OutgoingMessage } from '../server/src/smtp/endpoint.ts';
import { type Outcome, type ServerFault, takenBack } from '../server/src/smtp/outcome.ts';
import { parseReply } from '../server/src/smtp/parse-reply.ts';
import type { HandOver, SmtpPool } from '../server/src/smtp/pool.ts';
import type { ServerScript } from './server-script.ts';

/** A pool of connections to a server that exists only here. */
export interface SimulatedPool extends SmtpPool {
  /** Messages for which nothing happens before the clock moves. */
  waiting(): number;
  /** Those of them that the server is taking. */
  taking(): number;
}

const never = new AbortController().signal;

/**
 * Up to `maxConns` messages at a time are under way to the server, each for as long as it takes over one; what it answers is
 * in its script, and means what the table of replies says.
 *
 * @param onAccepted Called at the instant in which the server takes a message.
 */
export function simulatedPool(
  script: ServerScript,
  { clock, maxConns, onAccepted }: { clock: Clock; maxConns: number; onAccepted(message: OutgoingMessage): void },
): SimulatedPool {
  const queue: { job: HandOver; resolve(outcome: Outcome): void }[] = [];
  let busy = 0;
  let sleeping = 0;
  let isClosed = false;

  function pump(): void {
    while (queue.length > 0 && busy < maxConns) {
      const fault = script.refusal(clock.now());
      if (fault) {
        if (busy === 0) failWaiting(fault); // else when those that are under way are through
        return;
      }
      const { job, resolve } = queue.shift()!;
      busy += 1;
      void handOver(job).then((outcome) => {
        busy -= 1;
        resolve(outcome);
        if (outcome.kind === 'unsent' && outcome.fault && outcome.fault.kind !== 'unreachable')
          failWaiting(outcome.fault);
        pump();
      });
    }
  }

  async function handOver(job: HandOver): Promise<Outcome> {
    const message = await job.prepare().catch(() => null);
    if (message === null) return takenBack('Taken back before it was sent');
    const refused = script.answerToSender(clock.now());
    if (refused) return classifyReply('mail', parseReply(refused));
    const untaken = script.answerToRecipient(clock.now());
    if (untaken) return classifyReply('rcpt', parseReply(untaken));
    if (!job.mayHandOver()) {
      return { kind: 'unsent', reason: 'Taken back before its content was written', fault: null, seen: true };
    }
    if (script.latencyMs > 0) {
      sleeping += 1;
      await clock.sleepUntil(new Date(clock.now().getTime() + script.latencyMs), never);
      sleeping -= 1;
    }
    script.took(clock.now());
    onAccepted(message);
    return classifyReply('end-of-data', parseReply('250 2.0.0 OK'));
  }

  function failWaiting(fault: ServerFault): void {
    for (const { resolve } of queue.splice(0)) {
      resolve({ kind: 'unsent', reason: fault.reason, fault, seen: false });
    }
  }

  function takeBack(reason: string): void {
    for (const { resolve } of queue.splice(0)) resolve(takenBack(reason));
  }

  return {
    send: (job) =>
      new Promise((resolve) => {
        if (isClosed) return resolve(takenBack('Taken back: the connections are being closed'));
        queue.push({ job, resolve });
        pump();
      }),
    expectIn() {},
    takeBack,
    isStalled: () => false,
    waiting: () => sleeping + queue.length,
    taking: () => sleeping,
    async drain() {
      isClosed = true;
      takeBack('Taken back: the connections are being closed');
    },
    stop() {
      return this.drain();
    },
  };
}
