import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { isAlive } from '../db/is-alive.ts';

/**
 * What, together with its id, names a process of this machine for good: the machine, which boot of it and which container
 * (process ids are counted there), and when in that it began (ids are given again). Only Linux tells all that; elsewhere
 * it is the machine's name.
 */
export function processIdentity(pid: number): string {
  const startedAt = startTicks(pid);
  return here === null || startedAt === null ? hostname() : `${here} ${startedAt}`;
}

/** Whether that process ran here and surely is no more. A process of another machine or container is never gone. */
export function isGone({ host, pid }: { host: string; pid: number }): boolean {
  if (here === null || !host.startsWith(`${here} `)) return false;
  if (!isAlive(pid)) return true;
  const startedAt = startTicks(pid);
  return startedAt !== null && host !== `${here} ${startedAt}`;
}

const here = thisBootAndContainer();

function thisBootAndContainer(): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${hostname()} ${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return null;
  }
}

/** When the process began, in clock ticks since the boot (proc_pid_stat(5), field 22); null if that can't be read. */
function startTicks(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses, which may hold spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[22 - 3] ?? null;
  } catch {
    return null;
  }
}
