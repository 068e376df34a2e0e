import { expect, test } from 'vitest';
import { limitsOf } from './limits-of.ts';
import { defaultSettings, settingsFrom } from './settings.ts';
import type { SmtpServer } from './smtp-server.ts';

const settings = (changes: object = {}) => settingsFrom({ ...defaultSettings(), 'app.timezone': 'UTC', ...changes });

const server = (changes: Partial<SmtpServer>): SmtpServer => ({
  uuid: 'a',
  name: 'email-a',
  enabled: true,
  host: 'a.example.com',
  port: 25,
  helloHostname: '',
  authProtocol: 'none',
  username: '',
  password: '',
  emailHeaders: [],
  maxConns: 10,
  maxMsgRetries: 2,
  idleTimeoutMs: 15_000,
  waitTimeoutMs: 5_000,
  tlsType: 'none',
  tlsSkipVerify: false,
  fromEmail: '',
  dailyLimit: 0,
  slidingWindow: null,
  slidingWindowRate: null,
  slidingWindowDurationMs: null,
  ...changes,
});

test('nothing is limited unless it is set', () => {
  expect(limitsOf({ version: '1', settings: settings(), servers: [server({})] })).toEqual({
    version: '1',
    timeZone: 'UTC',
    sendWindow: null,
    account: { minute: null, hour: null, day: null },
    servers: [{ uuid: 'a', daily: null, sliding: null }],
  });
});

test('a server’s own window wins over that of the settings, and off means off', () => {
  const own = { slidingWindowRate: 2, slidingWindowDurationMs: 1_800_000 };
  const servers = [
    server({ uuid: 'inherits' }),
    server({ uuid: 'own', slidingWindow: true, ...own }),
    server({ uuid: 'none', slidingWindow: false, ...own }),
    server({ uuid: 'inherits, though it keeps an own one', ...own }),
    server({ uuid: 'disabled', enabled: false }),
  ];
  const inherited = { kind: 'sliding', max: 5, periodMs: 60_000 };
  const on = settings({
    'app.message_sliding_window': true,
    'app.message_sliding_window_rate': 5,
    'app.message_sliding_window_duration': '1m',
  });
  expect(limitsOf({ version: '1', settings: on, servers }).servers.map(({ uuid, sliding }) => [uuid, sliding])).toEqual(
    [
      ['inherits', inherited],
      ['own', { kind: 'sliding', max: 2, periodMs: 1_800_000 }],
      ['none', null],
      ['inherits, though it keeps an own one', inherited],
    ],
  );
  const off = settings({ 'app.message_sliding_window_rate': 5, 'app.message_sliding_window_duration': '1m' });
  expect(limitsOf({ version: '1', settings: off, servers }).servers.map(({ sliding }) => sliding?.max ?? null)).toEqual(
    [null, 2, null, null],
  );
});

test('account and daily limits', () => {
  const limits = limitsOf({
    version: '1',
    settings: settings({
      'app.account_rate_limit_per_minute': 1,
      'app.account_rate_limit_per_hour': 2,
      'app.account_rate_limit_per_day': 3,
      'app.send_time_start': '08:00',
      'app.send_time_end': '20:00',
    }),
    servers: [server({ dailyLimit: 1000 })],
  });
  expect(limits).toMatchObject({
    sendWindow: { start: '08:00', end: '20:00', timeZone: 'UTC' },
    account: {
      minute: { kind: 'sliding', max: 1, periodMs: 60_000 },
      hour: { kind: 'sliding', max: 2, periodMs: 3_600_000 },
      day: { kind: 'day', max: 3 },
    },
    servers: [{ daily: { kind: 'day', max: 1000 } }],
  });
});
