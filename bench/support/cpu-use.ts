import { readdir, readFile } from 'node:fs/promises';
import type { Sql } from '../../server/src/db/connect.ts';

/** Of the kernel's clock, in which /proc counts: 100 a second on every Linux that Node runs on. */
const msPerTick = 10;

/** The CPU time that the PostgreSQL behind `sql` has used so far, or `null` where /proc does not tell. */
export async function databaseCpuMs(sql: Sql): Promise<number | null> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const own = await statOf(String(row!.pid));
  const postmaster = own && (await statOf(String(own.parent)));
  if (!postmaster) return null;
  const all = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(statOf));
  const backends = all.filter((process) => process?.parent === own.parent);
  return postmaster.ownMs + postmaster.childrenMs + backends.reduce((sum, process) => sum + process!.ownMs, 0);
}

async function statOf(pid: string): Promise<{ parent: number; ownMs: number; childrenMs: number } | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  // After the name, which may hold anything: state, parent, …, user and system time, those of children that ended.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15).map(Number) as [
    number,
    number,
    number,
    number,
  ];
  return {
    parent: Number(fields[1]),
    ownMs: (user + system) * msPerTick,
    childrenMs: (childrenUser + childrenSystem) * msPerTick,
  };
}
