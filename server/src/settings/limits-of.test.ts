import { expect, test } from 'vitest';
import { sendWindowOf } from '../capacity/send-window.ts';
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
  dailyLimitPeriod: null,
  slidingWindow: null,
  slidingWindowRate: null,
  slidingWindowDurationMs: null,
  limits: [],
  ...changes,
});

test('nothing is limited unless it is set', () => {
  expect(limitsOf({ version: '1', settings: settings(), servers: [server({})] })).toEqual({
    version: '1',
    timeZone: 'UTC',
    sendWindow: null,
    account: { minute: null, hour: null, day: null },
    servers: [{ uuid: 'a', daily: null, sliding: null, further: [] }],
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
  const inherited = { kind: 'sliding', max: 5, periodMs: 60_000, counts: 'seen' };
  const on = settings({
    'app.message_sliding_window': true,
    'app.message_sliding_window_rate': 5,
    'app.message_sliding_window_duration': '1m',
  });
  expect(limitsOf({ version: '1', settings: on, servers }).servers.map(({ uuid, sliding }) => [uuid, sliding])).toEqual(
    [
      ['inherits', inherited],
      ['own', { kind: 'sliding', max: 2, periodMs: 1_800_000, counts: 'seen' }],
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
    sendWindow: sendWindowOf('UTC', [{ start: '08:00', end: '20:00' }]),
    account: {
      minute: { kind: 'sliding', max: 1, periodMs: 60_000 },
      hour: { kind: 'sliding', max: 2, periodMs: 3_600_000 },
      day: { kind: 'day', max: 3 },
    },
    servers: [{ daily: { kind: 'day', max: 1000 } }],
  });
});

test('a day is of the calendar or rolls, as the settings say unless a server does', () => {
  const rolls = { kind: 'sliding', max: 3, periodMs: 86_400_000, counts: 'accepted' };
  const servers = [
    server({ uuid: 'as set', dailyLimit: 3 }),
    server({ uuid: 'calendar', dailyLimit: 3, dailyLimitPeriod: 'calendar' }),
    server({ uuid: 'rolling', dailyLimit: 3, dailyLimitPeriod: 'rolling' }),
    server({ uuid: 'none', dailyLimitPeriod: 'rolling' }),
  ];
  const daysOf = (period: string) => {
    const changes = { 'app.daily_limit_period': period, 'app.account_rate_limit_per_day': 3 };
    const limits = limitsOf({ version: '1', settings: settings(changes), servers });
    return [limits.account.day, ...limits.servers.map(({ daily }) => daily)];
  };
  const day = { kind: 'day', max: 3 };
  expect(daysOf('calendar')).toEqual([day, day, day, rolls, null]);
  expect(daysOf('rolling')).toEqual([rolls, rolls, day, rolls, null]);
});

test('further limits of a server stand beside its window', () => {
  const limits = [
    { max: 16, periodMs: 60_000 },
    { max: 1_650, periodMs: 86_400_000 },
  ];
  expect(limitsOf({ version: '1', settings: settings(), servers: [server({ limits })] }).servers[0]).toMatchObject({
    sliding: null,
    further: limits.map((limit) => ({ kind: 'sliding', counts: 'seen', ...limit })),
  });
});
