import { expect, test } from 'vitest';
import type { ClaimedRow } from '../queue/claim.ts';
import { defaultSettings, settingsFrom } from '../settings/settings.ts';
import type { SmtpServer } from '../settings/smtp-server.ts';
import { makePool, makeSink } from '../smtp/smtp-fixtures.ts';
import { handOver } from './hand-over.ts';

const row = {
  ...{ id: '1', campaignId: 1, retryCount: 0, suspicions: 0, serverUuid: 'a', limitsVersion: '1', isDirect: false },
  campaign: { id: 1, uuid: 'c', messenger: 'automatic', revisedAt: new Date(0) },
} as ClaimedRow;

const databaseAway = Object.assign(new Error('the database system is shutting down'), { code: '57P03' });

test.for([
  ['a database that is away is no fault of the message', databaseAway, false],
  ['what Sluice itself can’t prepare is', new Error('not ready'), true],
] as const)('%s', async ([, error, isOwnFault]) => {
  const sink = await makeSink();
  const pool = makePool(sink.port);
  const settlement = await handOver(
    {
      now: () => new Date(0),
      campaigns: { get: () => Promise.reject(error) },
      settings: () => settingsFrom(defaultSettings()),
      linkKey: 'key',
      begin: () => Promise.resolve(null),
      serverOf: (uuid) => ({ uuid, fromEmail: 'news@example.com' }) as SmtpServer,
      poolOf: () => pool,
      mayHandOver: () => true,
      handingOver: () => true,
      known: () => {},
      onBroken: () => Promise.resolve(),
    },
    row,
  );
  expect(settlement).toMatchObject({ outcome: { kind: 'unsent', reason: error.message, fault: null }, isOwnFault });
});
