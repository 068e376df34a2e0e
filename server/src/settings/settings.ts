import Type, { type Static } from 'typebox';
import type { DailyLimitPeriod } from '../capacity/limit.ts';
import { type SendWindow, sendWindowOf } from '../capacity/send-window.ts';
import { invalid } from '../errors.ts';
import { parseAddress } from '../messages/address.ts';
import { parseDuration } from './duration.ts';
import { checkSendWindows, sendWindowsSchema } from './send-windows.ts';

const perPeriod = (period: string) =>
  Type.Integer({
    minimum: 0,
    maximum: 1_000_000_000,
    default: 0,
    description: `Most messages that leave in any ${period}, over all SMTP servers together; 0 is no limit`,
  });

const timeOfDay = (description: string) =>
  Type.String({ pattern: '^(([01]\\d|2[0-3]):[0-5]\\d)?$', default: '', description });

const duration = (byDefault: string, description: string) =>
  Type.String({ maxLength: 50, default: byDefault, description });

const bounceActions = ['none', 'unsubscribe', 'blocklist', 'delete'] as const;
export type BounceAction = (typeof bounceActions)[number];

const bounceAction = (when: string) =>
  Type.Object(
    {
      count: Type.Integer({ minimum: 1, maximum: 1000 }),
      action: Type.Unsafe<BounceAction>({ type: 'string', enum: [...bounceActions] }),
    },
    { additionalProperties: false, description: `When ${when}` },
  );

/** Every setting: its key, what fits it, what it is unless set, and what it is for. */
export const settingsSchema = Type.Object(
  {
    'app.site_name': Type.String({ maxLength: 200, pattern: '\\S', default: 'Sluice', description: 'Shown on pages' }),
    'app.root_url': Type.String({
      maxLength: 1000,
      default: 'http://localhost:9000',
      description: 'Where subscribers reach this Sluice: links in messages begin with it',
    }),
    'app.from_email': Type.String({
      maxLength: 500,
      default: 'Sluice <noreply@example.com>',
      description: 'The From address that a new campaign proposes',
    }),
    'app.max_send_errors': Type.Integer({
      minimum: 0,
      maximum: 1_000_000_000,
      default: 1000,
      description:
        'A campaign of which this many messages have failed, since it was started, resumed or changed, is paused; 0 never pauses. Deferred messages have not failed',
    }),
    'app.message_sliding_window': Type.Boolean({
      default: false,
      description: 'Whether SMTP servers without a sliding window of their own have the following one',
    }),
    'app.message_sliding_window_rate': Type.Integer({
      minimum: 1,
      maximum: 1_000_000_000,
      default: 10_000,
      description: 'Most messages that one SMTP server takes in any stretch of the duration',
    }),
    'app.message_sliding_window_duration': duration('1h', 'The length of the sliding window, from 1s to 31d'),
    'app.send_time_start': timeOfDay('Mail leaves from this time of day on, HH:MM; empty, with the end, for always'),
    'app.send_time_end': timeOfDay('Mail leaves before this time of day, HH:MM; before the start, it is the next day'),
    'app.send_windows': sendWindowsSchema(
      'Instead of start and end: mail leaves in any of these, in app.timezone; none is always',
      { default: [] },
    ),
    'app.timezone': Type.String({
      maxLength: 100,
      description: 'IANA time zone of the send window, of midnight and of every date shown',
    }),
    'app.account_rate_limit_per_minute': perPeriod('minute'),
    'app.account_rate_limit_per_hour': perPeriod('hour'),
    'app.account_rate_limit_per_day': perPeriod('day, as app.daily_limit_period has it'),
    'app.daily_limit_period': Type.Unsafe<DailyLimitPeriod>({
      type: 'string',
      enum: ['calendar', 'rolling'],
      default: 'calendar',
      description:
        'What a day is to daily limits, the account’s and those of servers that do not say: calendar, from midnight to midnight in app.timezone; or rolling, any 24 hours',
    }),
    'app.queue_poll_interval': duration(
      '10s',
      'How often the queue is looked at when nothing says that it changed, from 100ms to 1h',
    ),
    'app.queue_paused': Type.Boolean({ default: false, description: 'Nothing is sent while this is true' }),
    'queue.sharing': Type.Unsafe<'oldest' | 'fair'>({
      type: 'string',
      enum: ['oldest', 'fair'],
      default: 'oldest',
      description:
        'Which of the campaigns of one priority sends first: the one that started first, or all of them at a time, each by its weight',
    }),
    'privacy.unsubscribe_header': Type.Boolean({
      default: true,
      description: 'Whether messages carry List-Unsubscribe for one-click unsubscribing',
    }),
    'delivery.on_uncertain': Type.Unsafe<'hold' | 'resend'>({
      type: 'string',
      enum: ['hold', 'resend'],
      default: 'hold',
      description: 'What becomes of a message that a server may or may not have taken when a worker died',
    }),
    'delivery.max_attempts': Type.Integer({
      minimum: 1,
      maximum: 100,
      default: 8,
      description: 'A message that was deferred this often has failed',
    }),
    'bounce.actions': Type.Object(
      {
        hard: bounceAction('there is no such address'),
        soft: bounceAction('a deferred message has failed because of its recipient, whose mailbox was full for one'),
        complaint: bounceAction('the recipient called a message spam'),
      },
      {
        additionalProperties: false,
        default: {
          hard: { count: 1, action: 'blocklist' },
          soft: { count: 2, action: 'none' },
          complaint: { count: 1, action: 'blocklist' },
        },
        description: 'What becomes of a subscriber after so many bounces of a type',
      },
    ),
    'delivery.max_age': duration(
      '72h',
      'A message that is still deferred this long after its first deferral has failed, from 1m to 31d',
    ),
    'maintenance.keep_attempts': duration(
      '90d',
      'How long the attempts of messages are kept, with the servers’ replies, from 32d to 3650d; the messages’ own rows stay',
    ),
    'delivery.retry_first_delay': duration('1m', 'How long after the first deferral to try again, from 1s to 7d'),
    'delivery.retry_max_delay': duration('4h', 'The doubled delays stop growing here, from 1s to 7d'),
  },
  { additionalProperties: false },
);

/** All settings by their keys, as the API speaks of them. */
export type SettingsDocument = Static<typeof settingsSchema>;

export type BounceActions = SettingsDocument['bounce.actions'];

/** Of what is absent from the table. The time zone is the machine's. */
export function defaultSettings(): SettingsDocument {
  const defaults = Object.entries(settingsSchema.properties).map(([key, schema]) => [
    key,
    (schema as { default?: unknown }).default,
  ]);
  return { ...Object.fromEntries(defaults), 'app.timezone': Temporal.Now.timeZoneId() } as SettingsDocument;
}

/** All settings as the program uses them. */
export interface Settings {
  siteName: string;
  /** Without a slash at its end. */
  rootUrl: string;
  fromEmail: string;
  /** 0 never pauses. */
  maxSendErrors: number;
  messageSlidingWindow: boolean;
  messageSlidingWindowRate: number;
  messageSlidingWindowDurationMs: number;
  /** In `timezone`; null for always. */
  sendWindow: SendWindow | null;
  timezone: string;
  /** 0 is no limit, here and below. */
  accountRateLimitPerMinute: number;
  accountRateLimitPerHour: number;
  accountRateLimitPerDay: number;
  dailyLimitPeriod: DailyLimitPeriod;
  queuePollIntervalMs: number;
  queuePaused: boolean;
  queueSharing: 'oldest' | 'fair';
  unsubscribeHeader: boolean;
  onUncertain: 'hold' | 'resend';
  bounceActions: BounceActions;
  maxAttempts: number;
  /** Since the first deferral. */
  maxAgeMs: number;
  keepAttemptsMs: number;
  retryFirstDelayMs: number;
  retryMaxDelayMs: number;
}

/**
 * Reads the texts of the document and checks what no schema can say.
 *
 * @throws {AppError} `invalid`, naming the key.
 */
export function settingsFrom(document: SettingsDocument): Settings {
  const span = (
    key: keyof SettingsDocument &
      (`${string}_${'duration' | 'interval' | 'delay' | 'age'}` | 'maintenance.keep_attempts'),
    from: string,
    to: string,
  ) => parseDuration(document[key], key, { from, to });
  const retryFirstDelayMs = span('delivery.retry_first_delay', '1s', '7d');
  const retryMaxDelayMs = span('delivery.retry_max_delay', '1s', '7d');
  if (retryMaxDelayMs < retryFirstDelayMs) {
    throw invalid('delivery.retry_max_delay', 'must not be shorter than delivery.retry_first_delay');
  }
  parseAddress(document['app.from_email'], 'app.from_email');
  const timezone = timeZone(document['app.timezone']);
  return {
    siteName: document['app.site_name'],
    rootUrl: rootUrl(document['app.root_url']),
    fromEmail: document['app.from_email'],
    maxSendErrors: document['app.max_send_errors'],
    messageSlidingWindow: document['app.message_sliding_window'],
    messageSlidingWindowRate: document['app.message_sliding_window_rate'],
    messageSlidingWindowDurationMs: span('app.message_sliding_window_duration', '1s', '31d'),
    sendWindow: sendWindow(document, timezone),
    timezone,
    accountRateLimitPerMinute: document['app.account_rate_limit_per_minute'],
    accountRateLimitPerHour: document['app.account_rate_limit_per_hour'],
    accountRateLimitPerDay: document['app.account_rate_limit_per_day'],
    dailyLimitPeriod: document['app.daily_limit_period'],
    queuePollIntervalMs: span('app.queue_poll_interval', '100ms', '1h'),
    queuePaused: document['app.queue_paused'],
    queueSharing: document['queue.sharing'],
    unsubscribeHeader: document['privacy.unsubscribe_header'],
    onUncertain: document['delivery.on_uncertain'],
    bounceActions: document['bounce.actions'],
    maxAttempts: document['delivery.max_attempts'],
    maxAgeMs: span('delivery.max_age', '1m', '31d'),
    keepAttemptsMs: span('maintenance.keep_attempts', '32d', '3650d'),
    retryFirstDelayMs,
    retryMaxDelayMs,
  };
}

function rootUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || /\s/.test(text)) {
    throw invalid('app.root_url', 'expected the address of a site, such as https://mail.example.com');
  }
  return text.replace(/\/+$/, '');
}

function timeZone(name: string): string {
  try {
    if (!/^[A-Za-z]/.test(name)) throw new RangeError('an offset is no zone');
    new Temporal.ZonedDateTime(0n, name);
    return name;
  } catch {
    throw invalid('app.timezone', 'expected an IANA time zone, such as Europe/Berlin or UTC');
  }
}

function sendWindow(document: SettingsDocument, timezone: string): SendWindow | null {
  const { 'app.send_time_start': start, 'app.send_time_end': end, 'app.send_windows': windows } = document;
  checkSendWindows(windows, 'app.send_windows');
  if (start === '' && end === '') return sendWindowOf(timezone, windows);
  if (windows.length > 0) {
    throw invalid(
      'app.send_windows',
      'cannot be set beside app.send_time_start and app.send_time_end: empty those first',
    );
  }
  const missing = start === '' ? 'app.send_time_start' : 'app.send_time_end';
  if (start === '' || end === '') throw invalid(missing, 'start and end are set together, or both left empty');
  if (start === end) throw invalid('app.send_time_end', 'must differ from the start; leave both empty for always');
  return sendWindowOf(timezone, [{ start, end }]);
}
