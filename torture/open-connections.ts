import { readdir, readFile, readlink } from 'node:fs/promises';

/**
 * How many connections a process has open to ports of 127.0.0.1, as Linux tells (proc_pid_fd(5), proc_pid_net(5)).
 *
 * @throws {Error} where there is no /proc.
 */
export async function openConnections(pid: number, ports: ReadonlySet<number>): Promise<number> {
  const folder = `/proc/${pid}/fd`;
  const links = await Promise.all((await readdir(folder)).map((fd) => readlink(`${folder}/${fd}`).catch(() => '')));
  const sockets = new Set(links.map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1]));
  const table = (await readFile(`/proc/${pid}/net/tcp`, 'utf8')).split('\n').slice(1, -1);
  return table.filter((line) => {
    // Columns: number, local address, remote address, state, …; the inode is the tenth.
    const [, , remote, state, , , , , , inode] = line.trim().split(/\s+/);
    return state === established && ports.has(Number.parseInt(remote!.split(':')[1]!, 16)) && sockets.has(inode);
  }).length;
}

const established = '01';
