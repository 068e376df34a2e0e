import type { ApiForm } from '../../shared/use-api-form.ts';
import type { SmtpServer } from './queries.ts';

export type ServerFormState = ApiForm<ServerValues>;

/** A server as the form has it: every field has a value, and what is a list of headers is a text. */
export interface ServerValues
  extends Omit<
    SmtpServer,
    | 'uuid'
    | 'has_password'
    | 'max_msg_retries'
    | 'email_headers'
    | 'sliding_window'
    | 'sliding_window_rate'
    | 'sliding_window_duration'
  > {
  /** One a line: `X-Name: value`. */
  email_headers: string;
  /** `account`: that of Settings > Performance. */
  sliding_window: 'account' | 'own' | 'none';
  sliding_window_rate: number;
  sliding_window_duration: string;
}

/** A server as the API is given it. */
export type ServerInput = Partial<Omit<SmtpServer, 'uuid' | 'has_password'>>;

/** What a new server is unless it is told otherwise: as the API has it. */
export const newServer: ServerValues = {
  name: '',
  enabled: true,
  host: '',
  port: 587,
  hello_hostname: '',
  auth_protocol: 'none',
  username: '',
  password: '',
  email_headers: '',
  max_conns: 10,
  idle_timeout: '15s',
  wait_timeout: '5s',
  tls_type: 'none',
  tls_skip_verify: false,
  from_email: '',
  daily_limit: 0,
  daily_limit_period: '',
  sliding_window: 'account',
  sliding_window_rate: 100,
  sliding_window_duration: '1h',
  limits: [],
};

/** What the form shows of a server. Its password stays empty: nobody is told it. */
export function valuesOf(server: SmtpServer): ServerValues {
  const { uuid: _uuid, has_password: _has, max_msg_retries: _retries, ...shown } = server;
  return {
    ...shown,
    password: '',
    email_headers: headersText(server.email_headers),
    sliding_window: server.sliding_window === null ? 'account' : server.sliding_window ? 'own' : 'none',
    sliding_window_rate: server.sliding_window_rate ?? newServer.sliding_window_rate,
    sliding_window_duration: server.sliding_window_duration ?? newServer.sliding_window_duration,
  };
}

/** What the API is told: of `values` those that are there. A window of its own is told whole. */
export function inputOf(values: Partial<ServerValues>, all: ServerValues): ServerInput {
  const {
    email_headers,
    sliding_window: _kind,
    sliding_window_rate: _rate,
    sliding_window_duration: _d,
    ...same
  } = values;
  const isWindowTold = Object.keys(values).some((key) => key.startsWith('sliding_window'));
  return {
    ...same,
    ...(email_headers === undefined ? {} : { email_headers: headersOf(email_headers) }),
    ...(isWindowTold ? windowOf(all) : {}),
  };
}

function windowOf(all: ServerValues): ServerInput {
  if (all.sliding_window !== 'own') return { sliding_window: all.sliding_window === 'account' ? null : false };
  return {
    sliding_window: true,
    sliding_window_rate: all.sliding_window_rate,
    sliding_window_duration: all.sliding_window_duration,
  };
}

const headersText = (headers: readonly Record<string, string>[]): string =>
  headers.flatMap((record) => Object.entries(record).map(([name, value]) => `${name}: ${value}`)).join('\n');

/** Of a text with a header on each line. What is no header is kept as a name, which the API then refuses. */
export function headersOf(text: string): Record<string, string>[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const at = line.indexOf(':');
      return at < 0 ? { [line]: '' } : { [line.slice(0, at).trim()]: line.slice(at + 1).trim() };
    });
}

/**
 * A server as a plan supposes it: what matters to limits is what was changed of it, or all of a new one. Neither a name that
 * is being changed nor a password has a part in that.
 */
export function supposedOf(name: string, { name: _name, password: _password, ...input }: ServerInput) {
  return { name, ...input };
}
