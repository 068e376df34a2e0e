import type { Sql } from '../db/connect.ts';
import { lockLimits } from '../db/locks.ts';
import type { Deps } from '../deps.ts';
import { AppError, invalid } from '../errors.ts';
import { changedServer, type StoredServer } from './save-settings.ts';
import type { Secrets } from './secret-box.ts';
import type { SmtpServerChanges, SmtpServerInput } from './smtp-server.ts';
import { allSmtpServers, replaceSmtpServers } from './smtp-server-store.ts';

/** What is to become of some servers. Those that are not named stay as they are. */
export interface SmtpServersChange {
  /** With the uuid of a server that exists what is present changes; without one it is a new server, which comes last. */
  save?: Partial<SmtpServerInput>[] | undefined;
  /** By uuid; one that is gone already is gone. */
  remove?: string[] | undefined;
  /** By uuid, those that come first; the others follow in the order they have. */
  order?: string[] | undefined;
}

/**
 * Adds, changes, removes and orders SMTP servers, all or nothing. Unlike a whole set it undoes nothing of what somebody
 * else changes meanwhile. What was used of limits stays counted.
 *
 * @throws {AppError} `invalid`, naming the field; `not_found` when a server to change does not exist.
 */
export async function changeSmtpServers(
  deps: Pick<Deps, 'sql' | 'clock' | 'secrets'>,
  { save = [], remove = [], order = [] }: SmtpServersChange,
): Promise<void> {
  const now = deps.clock.now();
  await deps.sql.begin(async (tx) => {
    await lockLimits(tx);
    const stored = await allSmtpServers(tx);
    const servers = stored.filter(({ uuid }) => !remove.includes(uuid));
    for (const [i, change] of save.entries()) {
      const prefix = `save[${i}].`;
      const at = servers.findIndex(({ uuid }) => uuid === change.uuid);
      if (change.uuid !== undefined && at < 0) {
        throw new AppError('not_found', `No SMTP server ${change.uuid}`, { field: `${prefix}uuid` });
      }
      const before = servers[at];
      const changed = changedServer(withIdentity(change, before, prefix), {
        ...{ before, secrets: deps.secrets, prefix, now },
      });
      assertNameIsFree(changed, servers, prefix);
      if (before) servers[at] = changed;
      else servers.push(changed);
    }
    await replaceSmtpServers(tx, inOrder(servers, order), now);
  });
}

/**
 * What keeps each of these from being added, in their order: the field and what is wrong with it. Nothing is changed.
 *
 * @param rows Each a server that fits its schema, or the error that it met there.
 */
export async function checkNewServers(
  { sql, secrets, clock }: { sql: Sql; secrets: Secrets } & Pick<Deps, 'clock'>,
  rows: readonly (SmtpServerChanges | AppError)[],
): Promise<(AppError | null)[]> {
  const servers: StoredServer[] = [...(await allSmtpServers(sql))];
  return rows.map((row) => {
    if (row instanceof AppError) return row;
    try {
      const changed = changedServer(row, { before: undefined, secrets, prefix: '', now: clock.now() });
      assertNameIsFree(changed, servers, '');
      servers.push(changed);
      return null;
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
  });
}

/** A change says only what changes; name, host and port are of the server that it is for. */
function withIdentity(
  change: Partial<SmtpServerInput>,
  before: StoredServer | undefined,
  prefix: string,
): SmtpServerChanges {
  const { name = before?.name, host = before?.host, port = before?.port } = change;
  if (name === undefined) throw invalid(`${prefix}name`, 'is required');
  if (host === undefined) throw invalid(`${prefix}host`, 'is required');
  if (port === undefined) throw invalid(`${prefix}port`, 'is required');
  return { ...change, name, host, port };
}

function assertNameIsFree(changed: StoredServer, servers: readonly StoredServer[], prefix: string): void {
  if (servers.some(({ name, uuid }) => name === changed.name && uuid !== changed.uuid)) {
    throw invalid(`${prefix}name`, `${changed.name} is there already`);
  }
}

function inOrder(servers: readonly StoredServer[], order: readonly string[]): StoredServer[] {
  const placeOf = ({ uuid }: StoredServer) => (order.includes(uuid) ? order.indexOf(uuid) : order.length);
  return servers.toSorted((a, b) => placeOf(a) - placeOf(b));
}
