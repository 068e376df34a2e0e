import type { Sql } from '../db/connect.ts';
import type { Import } from './import.ts';
import { findLatestImport, findRejects } from './import-store.ts';

const mostRejects = 1000;

/** The latest import told in lines, the first thousand rejects among them; empty if there was none. */
export async function importLog(sql: Sql): Promise<string> {
  const latest = await findLatestImport(sql);
  if (!latest) return '';
  const rejects = await findRejects(sql, { importId: latest.id, after: 0, limit: mostRejects });
  const lines = [
    `${latest.createdAt.toISOString()} importing ${JSON.stringify(latest.name)}`,
    ...rejects.map(({ line, reason }) => `line ${line}: ${reason}`),
    ...(latest.rejected > rejects.length ? [`and ${latest.rejected - rejects.length} more`] : []),
    ending(latest),
  ];
  return `${lines.join('\n')}\n`;
}

function ending({ status, total, imported, rejected, error, finishedAt }: Import): string {
  const counts = `${total} rows, ${imported} imported, ${rejected} rejected`;
  if (!finishedAt) return `so far ${counts}`;
  return `${finishedAt.toISOString()} ${status}${error === null ? '' : ` (${error})`}: ${counts}`;
}
