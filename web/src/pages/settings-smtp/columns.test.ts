import { expect, test } from 'vitest';
import { mappingOf, serverOf } from './columns.ts';

test('finds what the columns are by their headers', () => {
  expect(mappingOf(['Server name', 'SMTP Host', 'Port', 'User', 'Daily limit', 'Notes', 'hostname'])).toEqual([
    ...['name', 'host', 'port', 'username', 'daily_limit', null],
    null, // the host is there already
  ]);
});

const mapping = mappingOf([
  'host',
  'port',
  'tls',
  'username',
  'password',
  'daily limit',
  'rate',
  'duration',
  'enabled',
]);
const row = (...cells: string[]) => serverOf({ line: 2, cells }, mapping);

test('takes what a row leaves open from the rest of it', () => {
  expect(row('mail2.example.com')).toEqual({
    ...{ name: 'mail2', host: 'mail2.example.com', port: 587, tls_type: 'STARTTLS', auth_protocol: 'none' },
  });
  expect(row('mail2.example.com', '465', '', 'adam', 'secret', '1,000', '2', '30m', 'no')).toEqual({
    ...{ name: 'mail2', host: 'mail2.example.com', port: 465, tls_type: 'TLS', auth_protocol: 'plain' },
    ...{ username: 'adam', password: 'secret', daily_limit: 1000, enabled: false },
    ...{ sliding_window: true, sliding_window_rate: 2, sliding_window_duration: '30m' },
  });
});

test('leaves to the API to say what is wrong', () => {
  expect(row('mail2.example.com', 'smtp', 'maybe', '', '', '1.5', '', '', 'perhaps')).toMatchObject({
    ...{ port: 'smtp', tls_type: 'maybe', daily_limit: '1.5', enabled: 'perhaps' },
  });
});
