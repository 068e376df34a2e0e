import type { Pool, Sql } from '../db/connect.ts';
import { parseDuration } from './duration.ts';
import type { Secrets } from './secret-box.ts';
import { type Settings, settingsFrom } from './settings.ts';
import { loadSettings } from './settings-store.ts';
import { headersFrom, type SmtpServer } from './smtp-server.ts';
import { allSmtpServers, type SmtpServerRow } from './smtp-server-store.ts';

/** Settings and SMTP servers as they were at one moment. */
export interface Configuration {
  /** Of `configuration.version`: while that is the same, this is current. */
  version: string;
  settings: Settings;
  /** All of them, in the operator's order; those that are not enabled too. */
  servers: SmtpServer[];
}

/**
 * Reads all of it at one moment.
 *
 * @throws {AppError} `unavailable` if a password was sealed with another key.
 */
export async function loadConfiguration(sql: Pool, secrets: Secrets): Promise<Configuration> {
  return sql.begin('isolation level repeatable read read only', (tx) => readConfiguration(tx, secrets));
}

/**
 * The configuration, read anew only when its version has moved.
 *
 * `current` is asked in a transaction that holds `lockLimits`, or in a repeatable read: else a change could come between
 * its queries.
 */
export function liveConfiguration(secrets: Secrets) {
  let known: Configuration | undefined;
  return {
    async current(sql: Sql): Promise<Configuration> {
      if (known?.version !== (await configurationVersion(sql))) known = await readConfiguration(sql, secrets);
      return known!;
    },
  };
}

async function configurationVersion(sql: Sql): Promise<string> {
  const [row] = await sql<{ version: string }[]>`select version from configuration`;
  if (!row) throw new Error('the table configuration has lost its row');
  return row.version;
}

async function readConfiguration(sql: Sql, secrets: Secrets): Promise<Configuration> {
  const version = await configurationVersion(sql);
  const settings = settingsFrom(await loadSettings(sql));
  const servers = (await allSmtpServers(sql)).map((server) => smtpServerFrom(server, secrets));
  return { version, settings, servers };
}

/** A row as the program uses it, its password in the clear. */
export function smtpServerFrom(row: SmtpServerRow, secrets: Secrets): SmtpServer {
  const { uuid, passwordEncrypted, emailHeaders, idleTimeout, waitTimeout, slidingWindowDuration } = row;
  const place = (key: string) => `smtp_servers.${key} of ${uuid}`;
  return {
    uuid,
    name: row.name,
    enabled: row.enabled,
    host: row.host,
    port: row.port,
    helloHostname: row.helloHostname,
    authProtocol: row.authProtocol,
    username: row.username,
    password: passwordEncrypted === null ? '' : secrets.open(passwordEncrypted),
    emailHeaders: headersFrom(emailHeaders),
    maxConns: row.maxConns,
    maxMsgRetries: row.maxMsgRetries,
    idleTimeoutMs: parseDuration(idleTimeout, place('idle_timeout')),
    waitTimeoutMs: parseDuration(waitTimeout, place('wait_timeout')),
    tlsType: row.tlsType,
    tlsSkipVerify: row.tlsSkipVerify,
    fromEmail: row.fromEmail,
    dailyLimit: row.dailyLimit,
    dailyLimitPeriod: row.dailyLimitPeriod || null,
    slidingWindow: row.slidingWindow,
    slidingWindowRate: row.slidingWindowRate,
    slidingWindowDurationMs:
      slidingWindowDuration === null ? null : parseDuration(slidingWindowDuration, place('sliding_window_duration')),
    limits: row.limits.map(({ max, period }) => ({ max, periodMs: parseDuration(period, place('limits')) })),
  };
}
