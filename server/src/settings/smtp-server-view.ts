import type { SmtpServerInput } from './smtp-server.ts';
import type { SmtpServerRow } from './smtp-server-store.ts';

/** A server as the API answers it: everything but its password. */
export function smtpServerView(row: SmtpServerRow): SmtpServerInput & { uuid: string; has_password: boolean } {
  return {
    uuid: row.uuid,
    name: row.name,
    enabled: row.enabled,
    host: row.host,
    port: row.port,
    hello_hostname: row.helloHostname,
    auth_protocol: row.authProtocol,
    username: row.username,
    password: '',
    has_password: row.passwordEncrypted !== null,
    email_headers: row.emailHeaders,
    max_conns: row.maxConns,
    max_msg_retries: row.maxMsgRetries,
    idle_timeout: row.idleTimeout,
    wait_timeout: row.waitTimeout,
    tls_type: row.tlsType,
    tls_skip_verify: row.tlsSkipVerify,
    from_email: row.fromEmail,
    daily_limit: row.dailyLimit,
    daily_limit_period: row.dailyLimitPeriod,
    sliding_window: row.slidingWindow,
    sliding_window_rate: row.slidingWindowRate,
    sliding_window_duration: row.slidingWindowDuration,
    limits: row.limits,
  };
}
