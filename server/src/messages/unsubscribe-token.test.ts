import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unsubscribeUrl, verifyUnsubscribe } from './unsubscribe-token.ts';

const target = {
  campaignUuid: '6f1c2e52-0000-4000-8000-000000000001',
  subscriberUuid: '6f1c2e52-0000-4000-8000-000000000002',
};
const tokenOf = (url: string) => new URL(url).searchParams.get('t')!;

test('makes a link that verifies', () => {
  const url = unsubscribeUrl('https://mail.example.com/', 'secret', target);
  expect(url).toMatch(
    /^https:\/\/mail\.example\.com\/subscription\/6f1c2e52-0000-4000-8000-000000000001\/6f1c2e52-0000-4000-8000-000000000002\?t=[\w-]{43}$/,
  );
  expect(verifyUnsubscribe('secret', target, tokenOf(url))).toBe(true);
});

test('a token is good for no other secret, campaign or subscriber', () => {
  const token = tokenOf(unsubscribeUrl('https://mail.example.com', 'secret', target));
  const swapped = { campaignUuid: target.subscriberUuid, subscriberUuid: target.campaignUuid };
  expect(verifyUnsubscribe('other', target, token)).toBe(false);
  expect(verifyUnsubscribe('secret', swapped, token)).toBe(false);
});

test('refuses every other string', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String()), (token) => {
      expect(verifyUnsubscribe('secret', target, token)).toBe(false);
    }),
  );
});
