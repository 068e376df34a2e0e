import { expect, test } from 'vitest';
import type { SmtpServer } from '../settings/smtp-server.ts';
import { senderAddress, serverUuidOf } from './messenger.ts';

test('automatic is any server; a name is the server that bears it, as long as it is enabled', () => {
  const servers = [
    { uuid: 'a', name: 'email-a', enabled: true },
    { uuid: 'b', name: 'email-b', enabled: false },
  ] as SmtpServer[];
  expect(serverUuidOf('automatic', servers)).toBeNull();
  expect(serverUuidOf('email-a', servers)).toBe('a');
  expect(serverUuidOf('email-b', servers)).toBeUndefined();
  expect(serverUuidOf('email-gone', servers)).toBeUndefined();
});

test('only an automatic campaign bears the server’s address, if it has one', () => {
  const fromEmail = 'adam@mail2.example.com';
  expect(senderAddress('automatic', { fromEmail })).toBe(fromEmail);
  expect(senderAddress('automatic', { fromEmail: '' })).toBeNull();
  expect(senderAddress('email-mail2', { fromEmail })).toBeNull();
});
