import Type, { type Static } from 'typebox';
import type { DailyLimitPeriod } from '../capacity/limit.ts';
import { invalid } from '../errors.ts';
import { normaliseEmail } from '../messages/address.ts';
import { checkHeaders, type MailHeader } from '../messages/custom-headers.ts';
import { parseDuration } from './duration.ts';
import { withoutDefaults } from './without-defaults.ts';

const hostName = '^[^\\s\\u0000-\\u001f/@]*$';
const oneLine = '^[^\\r\\n]*$';
const duration = (byDefault: string) => Type.String({ maxLength: 50, default: byDefault });
const words = <const Words extends readonly string[]>(...all: Words) =>
  Type.Unsafe<Words[number]>({ type: 'string', enum: [...all], default: 'none' });
const orNull = <Schema extends Type.TSchema>(schema: Schema, description: string) =>
  Type.Union([schema, Type.Null()], { default: null, description });

/** An SMTP server as the API is given it. */
export const smtpServerInputSchema = Type.Object(
  {
    uuid: Type.Optional(
      Type.String({
        maxLength: 200,
        pattern: '^[^\\s:]*$',
        description: 'Of a server that exists; absent for a new one',
      }),
    ),
    name: Type.String({
      maxLength: 100,
      pattern: '^\\s*(email-)?[A-Za-z0-9][A-Za-z0-9._-]*\\s*$',
      description: 'Kept in lower case and with the prefix email-: mail2 is email-mail2, the name of its messenger',
    }),
    enabled: Type.Boolean({ default: true }),
    host: Type.String({ minLength: 1, maxLength: 253, pattern: hostName }),
    port: Type.Integer({ minimum: 1, maximum: 65_535 }),
    hello_hostname: Type.String({
      maxLength: 253,
      pattern: hostName,
      default: '',
      description: 'Empty: the machine’s',
    }),
    auth_protocol: words('none', 'cram', 'plain', 'login'),
    username: Type.String({ maxLength: 500, pattern: oneLine, default: '' }),
    password: Type.String({
      maxLength: 1000,
      pattern: oneLine,
      default: '',
      description: 'Never answered. Blank keeps the stored one, as long as host and port stay as they are',
    }),
    has_password: Type.Optional(Type.Boolean({ description: 'Only in answers; ignored when given' })),
    email_headers: Type.Array(Type.Record(Type.String(), Type.String({ maxLength: 2000 })), {
      maxItems: 50,
      default: [],
      description: 'Added to every message: [{"X-Name": "value"}]',
    }),
    max_conns: Type.Integer({ minimum: 1, maximum: 1000, default: 10 }),
    max_msg_retries: Type.Integer({
      minimum: 0,
      maximum: 100,
      default: 2,
      description:
        'Kept for listmonk’s clients and of no effect: a retry is a new attempt, as delivery.max_attempts says',
    }),
    idle_timeout: duration('15s'),
    wait_timeout: duration('5s'),
    tls_type: words('none', 'STARTTLS', 'TLS'),
    tls_skip_verify: Type.Boolean({ default: false }),
    from_email: Type.String({ maxLength: 254, default: '', description: 'From address of automatic campaigns' }),
    daily_limit: Type.Integer({ minimum: 0, maximum: 2_147_483_647, default: 0, description: '0 is no limit' }),
    daily_limit_period: Type.Unsafe<DailyLimitPeriod | ''>({
      type: 'string',
      enum: ['', 'calendar', 'rolling'],
      default: '',
      description:
        'What a day is to its daily limit: of the calendar, or any 24 hours; empty for app.daily_limit_period',
    }),
    sliding_window: orNull(Type.Boolean(), 'null: the window of Settings > Performance; false: none; true: this one'),
    sliding_window_rate: orNull(Type.Integer({ minimum: 1, maximum: 1_000_000_000 }), 'Messages per duration'),
    sliding_window_duration: orNull(Type.String({ maxLength: 50 }), 'From 1s to 31d'),
    limits: Type.Array(
      Type.Object(
        {
          max: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
          period: Type.String({ maxLength: 50, description: 'From 1s to 31d, each once' }),
        },
        { additionalProperties: false },
      ),
      {
        maxItems: 8,
        default: [],
        description:
          'More sliding limits, beside the sliding window: at most max messages in any stretch of the period',
      },
    ),
  },
  { additionalProperties: false },
);

export type SmtpServerInput = Static<typeof smtpServerInputSchema>;

/** What listmonk's clients say of a server besides. Sluice has a use for none of it: it is taken and not kept. */
export const unusedServerKeys = {
  msg_retry_delay: Type.Optional(
    Type.Unknown({ description: 'Ignored: a retry is a new attempt, with its own delay' }),
  ),
  from_addresses: Type.Optional(Type.Unknown({ description: 'Ignored: automatic campaigns choose by capacity' })),
};

const { name, host, port, ...others } = smtpServerInputSchema.properties;

/** An SMTP server in a change of settings: what is absent stays as it is, or is the default of a new server. */
export const smtpServerChangesSchema = Type.Object(
  { ...withoutDefaults(others), ...unusedServerKeys, name, host, port },
  { additionalProperties: false },
);

/** Of a server that exists, what of it is to change; of a new one also name, host and port. */
export const smtpServerPartSchema = Type.Object(
  { ...withoutDefaults(smtpServerInputSchema.properties), ...unusedServerKeys },
  { additionalProperties: false },
);

export type SmtpServerChanges = Pick<SmtpServerInput, 'name' | 'host' | 'port'> & Partial<SmtpServerInput>;

/** An SMTP server as the program uses it. */
export interface SmtpServer {
  uuid: string;
  /** With its prefix `email-`; also the name of its messenger. */
  name: string;
  enabled: boolean;
  host: string;
  port: number;
  /** Empty for the machine's own. */
  helloHostname: string;
  authProtocol: 'none' | 'cram' | 'plain' | 'login';
  username: string;
  /** In the clear; empty when there is none. */
  password: string;
  emailHeaders: MailHeader[];
  /** At least 1. */
  maxConns: number;
  /** Kept and answered; nothing depends on it. */
  maxMsgRetries: number;
  idleTimeoutMs: number;
  waitTimeoutMs: number;
  tlsType: 'none' | 'STARTTLS' | 'TLS';
  tlsSkipVerify: boolean;
  /** Empty to keep the campaign's own. */
  fromEmail: string;
  /** 0 is no limit. */
  dailyLimit: number;
  /** null: that of the settings. */
  dailyLimitPeriod: DailyLimitPeriod | null;
  /** null: the account's window applies; false: none does. */
  slidingWindow: boolean | null;
  slidingWindowRate: number | null;
  slidingWindowDurationMs: number | null;
  /** More sliding limits, of different periods. */
  limits: { max: number; periodMs: number }[];
}

/** `mail2` and `email-mail2` are both `email-mail2`. */
export function smtpServerName(typed: string): string {
  return `email-${typed
    .trim()
    .toLowerCase()
    .replace(/^email-/, '')}`;
}

/** `[{ 'X-A': 'b' }]`, as the API and the table have headers, one by one. */
export function headersFrom(records: readonly Record<string, string>[]): MailHeader[] {
  return records.flatMap((record) => Object.entries(record).map(([name, value]) => ({ name, value })));
}

/**
 * Checks what no schema can say.
 *
 * @param prefix What fields begin with in errors, such as `smtp[0].`.
 * @returns The input with name and address as they are kept.
 * @throws {AppError} `invalid`, naming the field.
 */
export function checkSmtpServer(input: SmtpServerInput, prefix: string): SmtpServerInput {
  const { auth_protocol, username, email_headers, sliding_window, sliding_window_duration } = input;
  checkHeaders(`${prefix}email_headers`, headersFrom(email_headers));
  parseDuration(input.idle_timeout, `${prefix}idle_timeout`, { from: '100ms', to: '1h' });
  parseDuration(input.wait_timeout, `${prefix}wait_timeout`, { from: '100ms', to: '10m' });
  if (auth_protocol !== 'none' && username === '') {
    throw invalid(`${prefix}username`, `is required for auth_protocol ${auth_protocol}`);
  }
  if (sliding_window_duration !== null) {
    parseDuration(sliding_window_duration, `${prefix}sliding_window_duration`, { from: '1s', to: '31d' });
  }
  if (sliding_window) {
    for (const key of ['sliding_window_rate', 'sliding_window_duration'] as const) {
      if (input[key] === null) throw invalid(`${prefix}${key}`, 'is required when sliding_window is true');
    }
  }
  checkLimits(input.limits, `${prefix}limits`);
  const { from_email } = input;
  return {
    ...input,
    name: smtpServerName(input.name),
    from_email: from_email.trim() === '' ? '' : normaliseEmail(from_email, `${prefix}from_email`),
  };
}

function checkLimits(limits: SmtpServerInput['limits'], field: string): void {
  const periods = limits.map(({ period }, i) =>
    parseDuration(period, `${field}[${i}].period`, { from: '1s', to: '31d' }),
  );
  const repeated = periods.findIndex((period, i) => periods.indexOf(period) < i);
  if (repeated >= 0) throw invalid(`${field}[${repeated}].period`, 'is there twice: one limit for each period');
}
