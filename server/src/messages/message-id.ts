import { type BinaryLike, createHmac } from 'node:crypto';
import { domainOf } from './address.ts';

/**
 * A Message-ID under the domain that the message is from, so that it passes for that domain's own (RFC 5322 3.6.4).
 *
 * @param fromAddress Normalised; what `CompiledCampaign.fromAddress` gives.
 */
export function newMessageId(fromAddress: string, unique: string): string {
  return `<${unique}@${domainOf(fromAddress)}>`;
}

/**
 * The Message-ID of a campaign's email to one subscriber: the same at every attempt, so that a receiver who gets it twice
 * can tell. What stands before the @ tells nobody without the secret whose it is. What follows it is the domain of the
 * address that the server in use sends from: two servers that send from two domains differ there, and only there.
 */
export function campaignMessageId(
  fromAddress: string,
  secret: BinaryLike,
  { campaignUuid, subscriberId }: { campaignUuid: string; subscriberId: number },
): string {
  const subject = `message-id\n${campaignUuid.toLowerCase()}\n${subscriberId}`;
  return newMessageId(fromAddress, createHmac('sha256', secret).update(subject).digest('hex').slice(0, 32));
}
