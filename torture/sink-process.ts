import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { PlannedServer } from './plan.ts';

/** One message that a receiving server accepted. */
export interface Receipt {
  /** When it wrote the message down, before it acknowledged it; in milliseconds since 1970, as all times of the ledger. */
  at: number;
  /** When MAIL FROM had arrived. */
  startedAt: number;
  /** When its first content had arrived. */
  contentAt: number;
  server: string;
  to: string;
  /** Names the campaign. */
  subject: string;
}

/** What a receiving server has to say. */
export interface SinkWords {
  receipts: Receipt[];
  /** Recipients of messages that it dropped, or left without a reply, once it had been sent content. */
  doubtful: string[];
}

/** What the process of a receiving server is asked. */
export interface SinkRequest {
  id: number;
  ask: 'open' | 'words' | 'close';
  server?: PlannedServer;
}

/** A process of its own that is one receiving server after another. */
export interface SinkProcess {
  /** Opens a server and answers its port. */
  open(server: PlannedServer): Promise<number>;
  /** What it has accepted so far. */
  words(): Promise<SinkWords>;
  /** Closes the server, for all it has to say. */
  close(): Promise<SinkWords>;
  stop(): Promise<void>;
}

export function startSinkProcess(): SinkProcess {
  const child = fork(fileURLToPath(new URL('./sink-child.ts', import.meta.url)));
  const exited = once(child, 'exit');
  const waiting = new Map<number, (answer: unknown) => void>();
  let requests = 0;

  child.on('message', ({ id, answer }: { id: number; answer: unknown }) => {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  const ask = <Answer>(request: Omit<SinkRequest, 'id'>) => {
    const id = ++requests;
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve as (answer: unknown) => void));
    child.send({ id, ...request });
    const ended = exited.then(() => Promise.reject(new Error('The process of a receiving server has ended')));
    return Promise.race([answered, ended]);
  };

  return {
    open: (server) => ask({ ask: 'open', server }),
    words: () => ask({ ask: 'words' }),
    close: () => ask({ ask: 'close' }),
    async stop() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
