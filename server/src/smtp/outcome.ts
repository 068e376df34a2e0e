/** A server's answer to one command. `text` is one line of at most 500 characters, without the codes. */
export interface SmtpReply {
  /** The three digits of RFC 5321 §4.2, or 0 for an answer that has none. */
  code: number;
  /** The enhanced status code of RFC 3463, such as `4.2.2`. */
  enhanced: string | null;
  text: string;
}

/** Why an SMTP server, and not the message, is to blame. It costs no message its attempts. */
export interface ServerFault {
  kind: 'connect' | 'tls' | 'auth' | 'throttled' | 'quota' | 'protocol';
  reason: string;
  /** The least time the server wants to be left alone, in milliseconds, where its answer implies one. */
  retryAfterMs: number | null;
}

/** What became of one attempt at handing one message to one server. */
export type Outcome =
  | { kind: 'accepted'; reply: SmtpReply }
  /** This message may be tried again later. */
  | { kind: 'deferred'; reply: SmtpReply }
  /** This message will never be taken. */
  | { kind: 'rejected'; reply: SmtpReply }
  /**
   * It never reached the point of no return. `seen`: the server was sent a MAIL FROM for it, so it counts against
   * sliding windows.
   */
  | { kind: 'unsent'; reason: string; fault: ServerFault | null; seen: boolean }
  /** All of the content was written, perhaps, and no reply says what became of it. */
  | { kind: 'uncertain'; reason: string };

/** A message that was never shown to the server, and whose server did nothing wrong. */
export function takenBack(reason: string): Outcome {
  return { kind: 'unsent', reason, fault: null, seen: false };
}
