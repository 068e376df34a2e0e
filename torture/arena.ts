import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Crew, startCrew } from './crew.ts';
import { type Database, startDatabase } from './database.ts';
import { type Receipt, type SinkProcess, startSinkProcess } from './sink-process.ts';

/** Where rounds are played, one after another: all that would take longer to start than a round lasts. */
export interface Arena {
  database: Database;
  crew: Crew;
  /** As many as a round has servers. */
  sinks: readonly SinkProcess[];
  /** What the processes of Sluice log. */
  logFile: string;
  /** What servers accepted in earlier rounds, as far as limits can still count it. */
  recent(): readonly Receipt[];
  remember(receipts: readonly Receipt[]): void;
  /** Runs `edit` once those before it are over. */
  editing(edit: () => Promise<void>): Promise<void>;
  /** Ends it all. @param keep Leaves the log. */
  stop(options: { keep: boolean }): Promise<void>;
}

const sinkCount = 3;
const rememberedMs = 70_000;

export async function openArena({ workers }: { workers: number }): Promise<Arena> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-torture-'));
  await chmod(folder, 0o711); // run by root, PostgreSQL is another user
  const logFile = join(folder, 'sluice.log');
  const database = await startDatabase(join(folder, 'postgres'));
  const sinks = Array.from({ length: sinkCount }, startSinkProcess);
  const env = {
    DATABASE_URL: database.url,
    SLUICE_DATA_DIR: join(folder, 'data'),
    SLUICE_SECRET_KEY: '07'.repeat(32),
  };
  const crew = await startCrew({ workers, env, logFile });
  let recent: readonly Receipt[] = [];
  let edits = Promise.resolve();

  return {
    ...{ database, crew, sinks, logFile },
    recent: () => recent,
    remember(receipts) {
      recent = [...recent, ...receipts].filter(({ at }) => at > Date.now() - rememberedMs);
    },
    editing(edit) {
      const edited = edits.then(edit);
      edits = edited.catch(() => {});
      return edited;
    },
    async stop({ keep }) {
      await crew.stop();
      await Promise.all(sinks.map((sink) => sink.stop()));
      await database.remove();
      if (!keep) await rm(folder, { recursive: true, force: true });
    },
  };
}
