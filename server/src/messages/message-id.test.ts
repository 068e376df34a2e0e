import { expect, test } from 'vitest';
import { campaignMessageId } from './message-id.ts';

const target = { campaignUuid: '0f1e2d3c-0000-4000-8000-000000000001', subscriberId: 7 };
const idOf = (fromAddress = 'news@example.com', secret = 'secret', more: Partial<typeof target> = {}) =>
  campaignMessageId(fromAddress, secret, { ...target, ...more });
const localPart = (id: string) => id.split('@')[0];

test('is the same at every attempt, under the domain that the message is from', () => {
  expect(idOf()).toMatch(/^<[0-9a-f]{32}@example\.com>$/);
  expect(idOf()).toBe(idOf());
  expect(idOf('news@mail2.example.com')).toBe(idOf().replace('@', '@mail2.'));
});

test('differs from subscriber to subscriber, campaign to campaign, and installation to installation', () => {
  const ids = [
    idOf(),
    idOf(undefined, undefined, { subscriberId: 8 }),
    idOf(undefined, undefined, { campaignUuid: '0f1e2d3c-0000-4000-8000-000000000002' }),
    idOf(undefined, 'another secret'),
  ];
  expect(new Set(ids.map(localPart)).size).toBe(4);
});
