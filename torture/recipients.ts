/**
 * What a receiving server does with an address, whatever server it is: told by the address itself, so that the judge knows what
 * to expect without asking Sluice.
 *
 * - `reader`: takes it.
 * - `grey`: a server that greylists defers it the first time (RFC 6647), and takes it afterwards.
 * - `full`: is deferred every time, and so fails once its attempts are spent.
 * - `gone`: is rejected at RCPT TO.
 * - `picky`: is rejected after its content.
 */
export const recipientKinds = ['reader', 'grey', 'full', 'gone', 'picky'] as const;
export type RecipientKind = (typeof recipientKinds)[number];

/** @param number Of the person, in the round. */
export function addressOf(kind: RecipientKind, { round, number }: { round: number; number: number }): string {
  return `${kind}-${number}-${round}@example.com`;
}

/** @throws {Error} if it is no address of `addressOf`. */
export function kindOf(address: string): RecipientKind {
  const kind = recipientKinds.find((kind) => address.startsWith(`${kind}-`));
  if (!kind) throw new Error(`${address} is nobody's address`);
  return kind;
}

/** Whether a message to such an address ends without being accepted. */
export function isRefused(kind: RecipientKind): boolean {
  return kind === 'full' || kind === 'gone' || kind === 'picky';
}
