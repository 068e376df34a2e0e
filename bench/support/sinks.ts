import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export type SinkQuestion = 'counts' | 'times';
export interface SinkAnswer {
  ports?: number[];
  /** When each sink accepted each message, in milliseconds since 1970. */
  times?: number[][];
  accepted?: number;
  cpuMs?: number;
}

/** SMTP servers that accept everything, all in one process of their own. */
export interface Sinks {
  ports: number[];
  /** What all of them have accepted so far, and the CPU time that it took. */
  counts(): Promise<{ accepted: number; cpuMs: number }>;
  /** When each of them accepted each message, in milliseconds since 1970. */
  times(): Promise<number[][]>;
  stop(): void;
}

/** @param latencyMs How long each of their answers takes. */
export async function startSinks(count: number, latencyMs = 0): Promise<Sinks> {
  const child = fork(fileURLToPath(new URL('sink-child.ts', import.meta.url)), [String(count), String(latencyMs)]);
  const answer = async () => ((await once(child, 'message')) as [SinkAnswer])[0];
  const ask = (question: SinkQuestion) => {
    child.send(question);
    return answer();
  };
  const { ports } = await answer();
  return {
    ports: ports!,
    async counts() {
      const { accepted, cpuMs } = await ask('counts');
      return { accepted: accepted!, cpuMs: cpuMs! };
    },
    times: async () => (await ask('times')).times!,
    stop: () => child.disconnect(),
  };
}
