import type { Sql } from '../db/connect.ts';
import { importLock } from '../db/locks.ts';
import type { Import, ImportParams, ImportReject } from './import.ts';

/** Takes the right to import, until this connection ends or `releaseImportLock`. False if another has it. */
export async function takeImportLock(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ taken: boolean }[]>`select pg_try_advisory_lock(${importLock}) as taken`;
  return row!.taken;
}

export async function releaseImportLock(sql: Sql): Promise<void> {
  await sql`select pg_advisory_unlock(${importLock})`;
}

/**
 * Marks as failed an import whose process ended without a word. The lock goes when its process goes, so only an import
 * without a holder of the lock is one of those. The lock is tried for such a row alone: another that is just about to
 * begin must find it free.
 */
export async function failAbandonedImports(sql: Sql, now: Date): Promise<void> {
  await sql`
    update imports
    set status = 'failed', error = 'the process that ran it ended', finished_at = ${now}, updated_at = ${now}
    where case when status = 'importing' then pg_try_advisory_xact_lock(${importLock}) else false end
  `;
}

export async function insertImport(
  sql: Sql,
  { name, params, now }: { name: string; params: ImportParams; now: Date },
): Promise<Import> {
  const [row] = await sql<Import[]>`
    insert into imports (name, status, params, created_at, updated_at)
    values (${name}, 'importing', ${JSON.stringify(params)}::text::jsonb, ${now}, ${now})
    returning ${columns(sql)}
  `;
  return row!;
}

/** Adds a batch to the counts; false if the import was stopped. */
export async function countBatch(
  sql: Sql,
  { id, imported, rejected, now }: { id: number; imported: number; rejected: number; now: Date },
): Promise<boolean> {
  const result = await sql`
    update imports
    set total = total + ${imported + rejected}, imported = imported + ${imported}, rejected = rejected + ${rejected},
      updated_at = ${now}
    where id = ${id} and status = 'importing'
  `;
  return result.count === 1;
}

/** Ends an import that is still running; one that was stopped stays so. */
export async function endImport(
  sql: Sql,
  { id, status, error, now }: { id: number; status: 'finished' | 'failed'; error: string | null; now: Date },
): Promise<void> {
  await sql`
    update imports
    set status = ${status}, error = ${error}, finished_at = ${now}, updated_at = ${now}
    where id = ${id} and status = 'importing'
  `;
}

/** Tells the running import to stop, whichever process runs it; false if none runs. */
export async function stopImport(sql: Sql, now: Date): Promise<boolean> {
  const result = await sql`
    update imports
    set status = 'stopped', finished_at = ${now}, updated_at = ${now}
    where status = 'importing'
  `;
  return result.count > 0;
}

/** Forgets imports that have ended, with their rejects. */
export async function deleteEndedImports(sql: Sql): Promise<void> {
  await sql`delete from imports where status <> 'importing'`;
}

export async function findImport(sql: Sql, id: number): Promise<Import | null> {
  const [row] = await sql<Import[]>`
    select ${columns(sql)}
    from imports
    where id = ${id}
  `;
  return row ?? null;
}

/** One page of the imports, the latest first, and how many there are in all. */
export async function findImports(
  sql: Sql,
  { limit, offset }: { limit: number | null; offset: number },
): Promise<{ results: Import[]; total: number }> {
  const results = await sql<Import[]>`
    select ${columns(sql)}
    from imports
    order by id desc
    limit ${limit} offset ${offset}
  `;
  const [row] = await sql<{ total: number }[]>`select count(*)::int as total from imports`;
  return { results: [...results], total: row!.total };
}

export async function findLatestImport(sql: Sql): Promise<Import | null> {
  const [row] = await sql<Import[]>`
    select ${columns(sql)}
    from imports
    order by id desc
    limit 1
  `;
  return row ?? null;
}

/** Keeps the rejected records of a batch. */
export async function insertRejects(sql: Sql, importId: number, rejects: readonly ImportReject[]): Promise<void> {
  await sql`
    insert into import_rejects (import_id, line, reason, record)
    select ${importId}, line, reason, record
    from unnest(
      ${rejects.map(({ line }) => line)}::int[],
      ${rejects.map(({ reason }) => reason)}::text[],
      ${rejects.map(({ record }) => record)}::text[]
    ) as reject (line, reason, record)
  `;
}

/** Rejects after the line `after`, in the order of the file. */
export async function findRejects(
  sql: Sql,
  { importId, after, limit }: { importId: number; after: number; limit: number },
): Promise<ImportReject[]> {
  return sql<ImportReject[]>`
    select line, reason, record
    from import_rejects
    where import_id = ${importId} and line > ${after}
    order by line
    limit ${limit}
  `;
}

const columns = (sql: Sql) => sql`
  id, name, status, total, imported, rejected, coalesce(params ->> 'mode', 'subscribe') as mode,
  coalesce(params -> 'listIds', '[]') as list_ids, error, created_at, finished_at
`;
