import type { AddressFault, ServerFault } from './outcome.ts';

/** The command that a reply answers; `end-of-data` is the final dot. */
export type Stage = 'greeting' | 'ehlo' | 'starttls' | 'auth' | 'mail' | 'rcpt' | 'data' | 'end-of-data';

export const stages: readonly Stage[] = ['greeting', 'ehlo', 'starttls', 'auth', 'mail', 'rcpt', 'data', 'end-of-data'];

/** The stages at which a reply answers a message, and not the connection. */
export const transaction: readonly Stage[] = ['mail', 'rcpt', 'data', 'end-of-data'];

/**
 * What a reply does: to the message alone (`accepted`, `deferred`, `rejected`), or to the server (the rest), which costs the
 * message nothing.
 */
export type Effect = 'accepted' | 'deferred' | 'rejected' | ServerFault['kind'];

/** One kind of reply and what it means. All that is given must match. */
export interface ReplyRule {
  /** What the reply says, in a few words. Unique: it is the rule's name. */
  says: string;
  /** Every stage unless given. */
  stages?: readonly Stage[];
  /** Matched against the three digits, `000` for a reply that has none. */
  codes: RegExp;
  /** Matched against the enhanced status code of RFC 3463, or an empty text. */
  enhanced?: RegExp;
  /** Matched against code, enhanced code and text in one line, without the email addresses in it. */
  text?: RegExp;
  effect: Effect;
  /** The least time the server is to be left alone. */
  retryAfterMs?: number;
  /** The recipient's address is to blame: for good (`hard`), or for now (`soft`). */
  bounce?: AddressFault;
  /** Where the rule comes from. */
  source: string;
  /** Replies that this rule, and none before it, is for. */
  samples: readonly (readonly [Stage, string])[];
}
