import type { Sql } from '../../server/src/db/connect.ts';
import { figure } from './scenario.ts';

/** What `withDatabase` needs to be given so that a database tells how long its statements take. */
export const statementTimes = { shared_preload_libraries: 'pg_stat_statements' };

export async function countStatements(sql: Sql): Promise<void> {
  await sql`create extension if not exists pg_stat_statements`;
}

/**
 * How long the statements that took most since this was asked last took for each of `rows`: the lines that begin them, and
 * microseconds. Waiting for the limits' lock is left out: it is the time of others.
 */
export async function slowestStatements(sql: Sql, rows: number, most = 6): Promise<string> {
  const slowest = await sql<{ us: number; query: string }[]>`
    select (1000 * total_exec_time / ${rows})::float8 as us, left(regexp_replace(query, '\\s+', ' ', 'g'), 34) as query
    from pg_stat_statements
    where query not like '%advisory%'
    order by total_exec_time desc
    limit ${most}
  `;
  await sql`select pg_stat_statements_reset()`;
  return slowest.map(({ us, query }) => `${query.trim()}… ${figure(us)}`).join('; ');
}
