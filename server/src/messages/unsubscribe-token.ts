import { type BinaryLike, createHmac, timingSafeEqual } from 'node:crypto';

/** Whose link it is, and which campaign brought it. */
export interface UnsubscribeTarget {
  campaignUuid: string;
  subscriberUuid: string;
}

/** The page on which a subscriber leaves. Its token can't be made for another without the secret (RFC 8058 section 5). */
export function unsubscribeUrl(rootUrl: string, secret: BinaryLike, target: UnsubscribeTarget): string {
  const page = `${rootUrl.replace(/\/+$/, '')}/subscription/${target.campaignUuid}/${target.subscriberUuid}`;
  return `${page}?t=${mac(secret, target)}`;
}

/** Whether `token` belongs to that link. Takes the same time for every wrong token of the right length. */
export function verifyUnsubscribe(secret: BinaryLike, target: UnsubscribeTarget, token: string): boolean {
  const expected = Buffer.from(mac(secret, target), 'base64url');
  const given = Buffer.from(token, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function mac(secret: BinaryLike, { campaignUuid, subscriberUuid }: UnsubscribeTarget): string {
  const subject = `unsubscribe\n${campaignUuid.toLowerCase()}\n${subscriberUuid.toLowerCase()}`;
  return createHmac('sha256', secret).update(subject).digest('base64url');
}
