import { randomUUID } from 'node:crypto';
import { Value } from 'typebox/value';
import type { Sql } from '../db/connect.ts';
import { lockLimits } from '../db/locks.ts';
import type { Deps } from '../deps.ts';
import { invalid } from '../errors.ts';
import type { Secrets } from './secret-box.ts';
import { type SettingsDocument, settingsFrom } from './settings.ts';
import { loadSettings, storeSettings } from './settings-store.ts';
import {
  checkSmtpServer,
  type SmtpServerChanges,
  type SmtpServerInput,
  smtpServerInputSchema,
  smtpServerName,
} from './smtp-server.ts';
import { allSmtpServers, replaceSmtpServers, type SmtpServerRow } from './smtp-server-store.ts';
import { smtpServerView } from './smtp-server-view.ts';

export type StoredServer = SmtpServerRow & { createdAt: Date };

/** What is absent stays as it is; `smtp` is the whole set of servers. */
export type SettingsChanges = Partial<SettingsDocument> & { smtp?: SmtpServerChanges[] };

/**
 * Changes settings and SMTP servers, all or nothing. Workers take it up at once; what was used of limits stays counted.
 *
 * @throws {AppError} `invalid`, naming the key.
 */
export async function saveSettings(
  deps: Pick<Deps, 'sql' | 'clock' | 'secrets'>,
  { smtp, ...changes }: SettingsChanges,
): Promise<void> {
  const now = deps.clock.now();
  await deps.sql.begin(async (tx) => {
    await lockLimits(tx);
    if (Object.keys(changes).length > 0) {
      settingsFrom({ ...(await loadSettings(tx)), ...changes });
      await storeSettings(tx, changes, now);
    }
    if (smtp) await saveSmtpServers(tx, { secrets: deps.secrets, changes: smtp, now });
  });
}

async function saveSmtpServers(
  tx: Sql,
  { secrets, changes, now }: { secrets: Secrets; changes: readonly SmtpServerChanges[]; now: Date },
): Promise<void> {
  const stored = await allSmtpServers(tx);
  const named = new Set(changes.map(({ uuid }) => uuid));
  const servers = changes.map((change, i) => {
    const before = change.uuid
      ? stored.find((row) => row.uuid === change.uuid)
      : stored.find((row) => row.name === smtpServerName(change.name) && !named.has(row.uuid));
    return changedServer(change, { before, secrets, prefix: `smtp[${i}].`, now });
  });
  for (const key of ['name', 'uuid'] as const) {
    const repeated = servers.findIndex((server, i) => servers.slice(0, i).some((other) => other[key] === server[key]));
    if (repeated >= 0) throw invalid(`smtp[${repeated}].${key}`, `${servers[repeated]![key]} is there twice`);
  }
  await replaceSmtpServers(tx, servers, now);
}

/**
 * The row of a server that is changed, or new.
 *
 * @param from.prefix What fields begin with in errors, such as `smtp[0].`.
 * @throws {AppError} `invalid`, naming the field.
 */
export function changedServer(
  change: SmtpServerChanges,
  from: { before: StoredServer | undefined; secrets: Secrets; prefix: string; now: Date },
): StoredServer {
  const { before, secrets, prefix, now } = from;
  const input = checkSmtpServer(complete(change, before), prefix);
  return {
    ...columnsOf(input),
    uuid: before?.uuid ?? (change.uuid || randomUUID()),
    passwordEncrypted: passwordToKeep(secrets, { input, before, field: `${prefix}password` }),
    createdAt: before?.createdAt ?? now,
  };
}

/** What a change leaves out is as it was: a client that knows nothing of daily limits must not lift them. */
function complete(change: SmtpServerChanges, before: SmtpServerRow | undefined): SmtpServerInput {
  const known = before ? smtpServerView(before) : {};
  return Value.Default(smtpServerInputSchema, { ...known, ...change }) as SmtpServerInput;
}

/**
 * A blank password keeps the stored one, but only for the host and port it was stored for: who may edit settings must
 * not be able to have it sent elsewhere.
 */
function passwordToKeep(
  secrets: Secrets,
  { input, before, field }: { input: SmtpServerInput; before: SmtpServerRow | undefined; field: string },
): string | null {
  if (input.password !== '') return secrets.seal(input.password);
  if (before && isSameHostAndPort(before, input)) {
    if (before.passwordEncrypted !== null || input.auth_protocol === 'none') return before.passwordEncrypted;
  }
  if (input.auth_protocol === 'none') return null;
  throw invalid(
    field,
    before?.passwordEncrypted
      ? 'is required again, because host or port changed'
      : `is required for auth_protocol ${input.auth_protocol}`,
  );
}

/** Whether both name the same place to connect to; host names are compared as the network does. */
export function isSameHostAndPort(
  stored: Pick<SmtpServerRow, 'host' | 'port'>,
  given: Pick<SmtpServerInput, 'host' | 'port'>,
): boolean {
  return stored.host.toLowerCase() === given.host.toLowerCase() && stored.port === given.port;
}

/** The input as columns; what must be decided, the uuid and the password, is left out. */
export function columnsOf(input: SmtpServerInput): Omit<SmtpServerRow, 'uuid' | 'passwordEncrypted'> {
  return {
    name: input.name,
    enabled: input.enabled,
    host: input.host,
    port: input.port,
    helloHostname: input.hello_hostname,
    authProtocol: input.auth_protocol,
    username: input.username,
    emailHeaders: input.email_headers,
    maxConns: input.max_conns,
    maxMsgRetries: input.max_msg_retries,
    idleTimeout: input.idle_timeout,
    waitTimeout: input.wait_timeout,
    tlsType: input.tls_type,
    tlsSkipVerify: input.tls_skip_verify,
    fromEmail: input.from_email,
    dailyLimit: input.daily_limit,
    dailyLimitPeriod: input.daily_limit_period,
    slidingWindow: input.sliding_window,
    slidingWindowRate: input.sliding_window_rate,
    slidingWindowDuration: input.sliding_window_duration,
    limits: input.limits.map(({ max, period }) => ({ max, period })),
  };
}
