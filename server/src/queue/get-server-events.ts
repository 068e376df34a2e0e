import type { Sql } from '../db/connect.ts';
import { AppError } from '../errors.ts';
import type { ServerEvent } from './server-event.ts';
import { findServerEvents, isKnownServer } from './server-event-store.ts';

/** What befell a server's health, the newest first. @throws {AppError} `not_found`, if there never was such a server. */
export async function getServerEvents(
  sql: Sql,
  serverUuid: string,
  page: { limit: number; offset: number },
): Promise<{ results: ServerEvent[]; total: number }> {
  if (!(await isKnownServer(sql, serverUuid))) throw noServer(serverUuid);
  return findServerEvents(sql, serverUuid, page);
}

export function noServer(serverUuid: string): AppError {
  return new AppError('not_found', `SMTP server ${serverUuid} not found`, { field: 'uuid' });
}
