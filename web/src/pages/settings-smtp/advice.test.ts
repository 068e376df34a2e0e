import { expect, test } from 'vitest';
import { formatIn } from '../../shared/format.ts';
import { t } from '../../texts/t.ts';
import { adviceOnConnection, adviceOnLimits } from './advice.ts';
import { newServer } from './server-values.ts';

const format = formatIn('UTC', 'en-GB');

test('says what a window comes to in a day, and that it keeps the daily limit from being reached', () => {
  const own = {
    sliding_window: 'own',
    sliding_window_rate: 2,
    sliding_window_duration: '30m',
    daily_limit: 1000,
  } as const;
  expect(adviceOnLimits(own, { account: null, format })).toEqual({
    effect: '2 per 30m = 96 a day per server.',
    warnings: [
      t('settings-smtp.advice.window-binds', { perDay: 96, limit: '1,000' }),
      t('settings-smtp.advice.severe'),
    ],
  });
  const account = { rate: 1000, duration: '1h' };
  expect(adviceOnLimits({ ...newServer, daily_limit: 500 }, { account, format })).toEqual({
    effect: '1,000 per 1h = 24,000 a day per server.',
    warnings: [],
  });
  const none = { ...newServer, sliding_window: 'none' } as const;
  expect(adviceOnLimits(none, { account, format })).toEqual({
    effect: null,
    warnings: [t('settings-smtp.advice.no-daily-limit')],
  });
});

test('warns of what leaves in the clear, and of a port that speaks otherwise', () => {
  const server = { ...newServer, host: 'mail2.example.com', auth_protocol: 'plain' } as const;
  expect(adviceOnConnection(server)).toEqual([t('settings-smtp.advice.clear')]);
  expect(adviceOnConnection({ ...server, host: '127.0.0.1' })).toEqual([]);
  expect(adviceOnConnection({ ...server, tls_type: 'STARTTLS' })).toEqual([]);
  expect(adviceOnConnection({ ...server, tls_type: 'STARTTLS', port: 465 })).toEqual([
    t('settings-smtp.advice.port-465'),
  ]);
  expect(adviceOnConnection({ ...server, tls_type: 'TLS', tls_skip_verify: true, port: 465 })).toEqual([
    t('settings-smtp.advice.unverified'),
  ]);
});
