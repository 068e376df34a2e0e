import type { DailyLimitPeriod } from '../capacity/limit.ts';
import type { Sql } from '../db/connect.ts';
import type { SmtpServer } from './smtp-server.ts';

/** A row of `smtp_servers`. */
export interface SmtpServerRow
  extends Pick<
    SmtpServer,
    | 'uuid'
    | 'name'
    | 'enabled'
    | 'host'
    | 'port'
    | 'helloHostname'
    | 'authProtocol'
    | 'username'
    | 'maxConns'
    | 'maxMsgRetries'
    | 'tlsType'
    | 'tlsSkipVerify'
    | 'fromEmail'
    | 'dailyLimit'
    | 'slidingWindow'
    | 'slidingWindowRate'
  > {
  passwordEncrypted: string | null;
  emailHeaders: Record<string, string>[];
  idleTimeout: string;
  waitTimeout: string;
  slidingWindowDuration: string | null;
  dailyLimitPeriod: DailyLimitPeriod | '';
  limits: { max: number; period: string }[];
}

/** All servers in the operator's order. */
export function allSmtpServers(sql: Sql) {
  return sql<(SmtpServerRow & { createdAt: Date })[]>`
    select uuid, name, enabled, host, port, hello_hostname, auth_protocol, username, password_encrypted, email_headers,
      max_conns, max_msg_retries, idle_timeout, wait_timeout, tls_type, tls_skip_verify, from_email, daily_limit,
      daily_limit_period, limits, sliding_window, sliding_window_rate, sliding_window_duration, created_at
    from smtp_servers
    order by position, uuid
  `;
}

/** Names of the messengers of enabled servers, in the operator's order. */
export async function enabledServerNames(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select name
    from smtp_servers
    where enabled
    order by position, uuid
  `;
  return rows.map(({ name }) => name);
}

/** Makes these, in this order, the only servers. Two may swap their names: those are compared when the transaction ends. */
export async function replaceSmtpServers(
  sql: Sql,
  servers: readonly (SmtpServerRow & { createdAt: Date })[],
  now: Date,
): Promise<void> {
  await sql`delete from smtp_servers where uuid <> all(${servers.map(({ uuid }) => uuid)}::text[])`;
  for (const [position, { emailHeaders, limits, ...columns }] of servers.entries()) {
    const row = { ...columns, position, updatedAt: now };
    await sql`
      insert into smtp_servers ${sql(row)}
      on conflict (uuid) do update set ${sql(row)}
    `;
    await sql`
      update smtp_servers
      set email_headers = ${JSON.stringify(emailHeaders)}::text::jsonb,
          limits = ${JSON.stringify(limits)}::text::jsonb
      where uuid = ${columns.uuid}
    `;
  }
}
