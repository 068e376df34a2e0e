import type { Pool } from '../db/connect.ts';
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

/** @throws {AppError} `unavailable` if a password was sealed with another key. */
export async function loadConfiguration(sql: Pool, secrets: Secrets): Promise<Configuration> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const [row] = await tx<{ version: string }[]>`select version from configuration`;
    if (!row) throw new Error('the table configuration has lost its row');
    const settings = settingsFrom(await loadSettings(tx));
    const servers = (await allSmtpServers(tx)).map((server) => smtpServerFrom(server, secrets));
    return { version: row.version, settings, servers };
  });
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
    slidingWindow: row.slidingWindow,
    slidingWindowRate: row.slidingWindowRate,
    slidingWindowDurationMs:
      slidingWindowDuration === null ? null : parseDuration(slidingWindowDuration, place('sliding_window_duration')),
  };
}
