import { expect, test } from 'vitest';
import type { SmtpServer } from './queries.ts';
import { headersOf, inputOf, newServer, valuesOf } from './server-values.ts';

const server: SmtpServer = {
  ...newServer,
  uuid: 'u1',
  name: 'email-mail2',
  has_password: true,
  max_msg_retries: 2,
  email_headers: [{ 'X-One': '1', 'X-Two': 'a: b' }],
  sliding_window: null,
  sliding_window_rate: null,
  sliding_window_duration: null,
};

test('shows a server and tells what was changed, no more', () => {
  const values = valuesOf(server);
  expect(values).toMatchObject({ email_headers: 'X-One: 1\nX-Two: a: b', sliding_window: 'account', password: '' });
  expect(values).not.toHaveProperty('uuid');
  expect(inputOf({ daily_limit: 5 }, { ...values, daily_limit: 5 })).toEqual({ daily_limit: 5 });
  expect(inputOf({ email_headers: '' }, values)).toEqual({ email_headers: [] });
});

test('tells a window of its own whole, and keeps what an account’s window does not use', () => {
  const values = valuesOf(server);
  expect(inputOf({ sliding_window: 'none' }, { ...values, sliding_window: 'none' })).toEqual({ sliding_window: false });
  expect(inputOf({ sliding_window: 'own' }, { ...values, sliding_window: 'own' })).toEqual({
    sliding_window: true,
    sliding_window_rate: 100,
    sliding_window_duration: '1h',
  });
  expect(valuesOf({ ...server, sliding_window: false }).sliding_window).toBe('none');
});

test('reads headers a line each', () => {
  expect(headersOf(' X-A: 1 \n\nX-B:2')).toEqual([{ 'X-A': '1' }, { 'X-B': '2' }]);
  expect(headersOf('nonsense')).toEqual([{ nonsense: '' }]);
});
