/** A server's answer to one command. `text` is one line of at most 500 characters, without the codes. */
export interface SmtpReply {
  /** The three digits of RFC 5321 §4.2, or 0 for an answer that has none. */
  code: number;
  /** The enhanced status code of RFC 3463, such as `4.2.2`. */
  enhanced: string | null;
  text: string;
  /** The reply as it came, line by line, of at most 4,096 characters; absent where code and text are all there was. */
  full?: string;
}

/** Why an SMTP server, and not the message, is to blame. It costs no message its attempts. */
export interface ServerFault {
  /**
   * `throttled`: it wants less, or nothing for a while. `quota`: it takes no more before its own day is over.
   * `misconfigured`: it refuses Sluice's credentials, TLS, sender or recipients as such; a person has to mend that.
   * `unreachable`: it can't be connected to, breaks off, or makes no sense.
   */
  kind: 'throttled' | 'quota' | 'misconfigured' | 'unreachable';
  reason: string;
  /** The least time the server wants to be left alone, in milliseconds, where its answer implies one. */
  retryAfterMs: number | null;
  /** The reply as it came, where `reason` is not all of it. */
  fullReply?: string;
}

/** Whether an address is to blame for good (`hard`) or for now (`soft`). */
export type AddressFault = 'hard' | 'soft';

/** What became of one attempt at handing one message to one server. */
export type Outcome =
  | { kind: 'accepted'; reply: SmtpReply }
  /** This message may be tried again later. `bounce`: its recipient's address is to blame. */
  | { kind: 'deferred'; reply: SmtpReply; bounce?: AddressFault }
  /** This message will never be taken. `bounce`: its recipient's address is to blame. */
  | { kind: 'rejected'; reply: SmtpReply; bounce?: AddressFault }
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
