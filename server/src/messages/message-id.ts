import { domainOf } from './address.ts';

/**
 * A Message-ID under the domain that the message is from, so that it passes for that domain's own (RFC 5322 3.6.4).
 *
 * @param fromAddress Normalised; what `CompiledCampaign.fromAddress` gives.
 */
export function newMessageId(fromAddress: string, randomUuid: string): string {
  return `<${randomUuid}@${domainOf(fromAddress)}>`;
}
