import postgres from 'postgres';
import { AppError, errorLine } from '../errors.ts';
import { parseDatabaseUrl } from './database-url.ts';

/** Anything that runs queries: the pool or a transaction. What stores take. */
export type Sql = postgres.ISql;

/** A part of a statement. */
export type Fragment = postgres.Fragment;

/** The pool: what may also begin transactions, listen, and end. What use cases take. */
export type Pool = postgres.Sql;

/** The oldest PostgreSQL that Sluice runs on, as `server_version_num` counts. */
const oldestVersionNum = 150_000;

/** The driver's own pause grows to 20 seconds; a database that is back should be used at once. */
const reconnectAfterSeconds = 0.5;

/**
 * A pool of connections to the database at `url`, opened when first needed. Columns become camelCase, the keys inside
 * JSON values stay as they are; `bigint`, `numeric` and `count(*)` arrive as strings, `int[]` as numbers.
 *
 * Connection parameters may be given in the URL: `?lock_timeout=5000`. It may name several hosts: each connection goes to
 * the first that takes writes, beginning with the one that did last.
 *
 * @param options.max Most connections at a time; 10 unless given.
 * @param options.onNotice Called with each NOTICE or WARNING of the server; unless given they are dropped.
 */
export function connect(url: string, options: { max?: number; onNotice?: (message: string) => void } = {}): Pool {
  const { max = 10, onNotice } = options;
  return postgres(url, {
    max,
    connect_timeout: 10,
    backoff: () => reconnectAfterSeconds,
    transform: { column: { from: postgres.toCamel, to: postgres.fromCamel } },
    onnotice: (notice) => onNotice?.(String(notice.message)),
    connection: { application_name: 'sluice' },
    ...(isSeveral(url) && { target_session_attrs: 'read-write' }),
  });
}

/** Of several hosts only one that takes writes is of use, whether the URL says so or not. */
function isSeveral(url: string): boolean {
  return (parseDatabaseUrl(url)?.hosts.length ?? 1) > 1;
}

/**
 * Makes sure that the database answers and is new enough.
 *
 * @throws {AppError} `unavailable`: one line with host and port, never the password.
 */
export async function assertUsable(sql: Pool): Promise<void> {
  const rows = await sql<{ num: number; version: string }[]>`
    select current_setting('server_version_num')::int as num, current_setting('server_version') as version
  `.catch((error: unknown) => {
    throw new AppError('unavailable', unreachable(sql, error));
  });
  const { num, version } = rows[0]!;
  if (num < oldestVersionNum) {
    throw new AppError('unavailable', `PostgreSQL at ${address(sql)} is version ${version}; Sluice needs 15 or newer`);
  }
}

function unreachable(sql: Pool, error: unknown): string {
  const reason = errorLine(error instanceof AggregateError ? error.errors[0] : error);
  if (error instanceof postgres.PostgresError) {
    return `PostgreSQL at ${address(sql)} refused the connection: ${reason}`;
  }
  return `Cannot reach PostgreSQL at ${address(sql)}: ${reason}`;
}

function address(sql: Pool): string {
  const { host, port, path } = sql.options;
  return path || host.map((name, i) => `${name}:${port[i] ?? port[0]}`).join(', ');
}
