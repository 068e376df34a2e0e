import type { Sql } from '../../server/src/db/connect.ts';
import { databaseCpuMs } from './cpu-use.ts';
import type { Sinks } from './sinks.ts';

/** CPU time used so far, by whom. */
export interface Mark {
  at: number;
  ownMs: number;
  /** For how long the thread that runs JavaScript had something to do. */
  threadMs: number;
  sinksMs: number;
  /** `null` where it can't be told. */
  databaseMs: number | null;
}

export async function markOf(sql: Sql, sinks: Sinks): Promise<Mark> {
  const databaseMs = await databaseCpuMs(sql);
  const { cpuMs: sinksMs } = await sinks.counts();
  const { user, system } = process.cpuUsage();
  const { active: threadMs } = performance.eventLoopUtilization();
  return { at: performance.now(), ownMs: (user + system) / 1000, threadMs, sinksMs, databaseMs };
}

/** What part of the machine each has used, in words. @param marks In pairs: before and after. */
export function shares(marks: readonly Mark[], cores: number): string {
  const total = { at: 0, ownMs: 0, threadMs: 0, sinksMs: 0, databaseMs: 0 };
  for (let i = 0; i < marks.length; i += 2) {
    const [before, after] = [marks[i]!, marks[i + 1]!];
    total.at += after.at - before.at;
    total.ownMs += after.ownMs - before.ownMs;
    total.threadMs += after.threadMs - before.threadMs;
    total.sinksMs += after.sinksMs - before.sinksMs;
    total.databaseMs += (after.databaseMs ?? Number.NaN) - (before.databaseMs ?? Number.NaN);
  }
  const part = (ms: number) => (Number.isNaN(ms) ? 'an unknown part' : `${Math.round((100 * ms) / total.at)} %`);
  const { ownMs, threadMs, databaseMs, sinksMs } = total;
  return [
    `of ${cores} cores (${100 * cores} %) this process used ${part(ownMs)}, PostgreSQL ${part(databaseMs)}`,
    `the sinks ${part(sinksMs)}; its one thread of JavaScript was busy, or waited for a core, for ${part(threadMs)} of the time`,
  ].join(', ');
}
