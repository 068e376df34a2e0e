import { type AskApi, apiClient } from '../server/src/demo/api-client.ts';
import { type SluiceProcess, startSluiceProcess } from '../server/src/demo/sluice-process.ts';
import { openConnections } from './open-connections.ts';
import { patient } from './patient-api.ts';

/** Each takes about a second. */
const mostStarts = 20;

const login = { username: 'admin', password: 'correct horse battery' };

/** The processes of one Sluice: one that answers HTTP, and workers. */
export interface Crew {
  /** Asks the API, whatever process that is at the moment. */
  ask: AskApi;
  /** Kills a worker with SIGKILL. @returns The connections it had open to these ports. */
  killWorker(worker: number, ports: ReadonlySet<number>): Promise<number>;
  /** Starts the worker again, unless it runs. */
  startWorker(worker: number): Promise<void>;
  /** Kills the process that answers HTTP with SIGKILL, and starts it again. */
  restartApi(): Promise<void>;
  /** Processes that ended by themselves since this was asked last, with how they did. */
  takeDeserters(): string[];
  /** Kills them all. */
  stop(): Promise<void>;
}

export async function startCrew({
  workers,
  env,
  logFile,
}: {
  workers: number;
  env: Record<string, string>;
  logFile: string;
}): Promise<Crew> {
  const deserters: string[] = [];
  const killed = new WeakSet<SluiceProcess>();

  /** As a supervisor does: a start that fails, as while the database is away, is tried again. */
  async function startUntilItRuns(command: string): Promise<SluiceProcess> {
    const options = { command, env: { SLUICE_PORT: '0', SLUICE_ADMIN_PASSWORD: login.password, ...env }, logFile };
    for (let attempt = 1; ; attempt++) {
      try {
        return await startSluiceProcess(options);
      } catch (error) {
        if (attempt === mostStarts) throw error;
      }
    }
  }

  async function start(command: string): Promise<SluiceProcess> {
    const process = await startUntilItRuns(command);
    void process.exited.then((how) => {
      if (!killed.has(process)) deserters.push(`${command} (pid ${process.pid}): ${how}`);
    });
    return process;
  }

  async function kill(victim: SluiceProcess): Promise<void> {
    killed.add(victim);
    try {
      process.kill(-victim.pid, 'SIGKILL');
    } catch {} // it has ended by itself
    await victim.exited;
  }

  let api = await start('api');
  const running: (SluiceProcess | null)[] = await Promise.all(Array.from({ length: workers }, () => start('worker')));
  const starting = running.map(() => Promise.resolve());

  return {
    ask: patient((method, path, body) => apiClient(api.url, login)(method, path, body)),
    async killWorker(worker, ports) {
      const victim = running[worker];
      if (!victim) return 0;
      running[worker] = null;
      try {
        process.kill(-victim.pid, 'SIGSTOP'); // stands still while its connections are counted
      } catch {
        return 0; // it has ended by itself, which the round is told
      }
      const connections = await openConnections(victim.pid, ports);
      await kill(victim);
      return connections;
    },
    startWorker(worker) {
      const started = starting[worker]!.then(async () => {
        running[worker] ??= await start('worker');
      });
      starting[worker] = started;
      return started;
    },
    async restartApi() {
      await kill(api);
      api = await start('api');
    },
    takeDeserters: () => deserters.splice(0),
    async stop() {
      await Promise.allSettled(starting);
      await Promise.all([api, ...running].map((process) => process && kill(process)));
    },
  };
}
