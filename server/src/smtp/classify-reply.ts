import { faultTexts } from './fault-texts.ts';
import type { Outcome, ServerFault, SmtpReply } from './outcome.ts';
import { replyLine } from './parse-reply.ts';

/** The command that a reply answers; `end-of-data` is the final dot. */
export type Stage = 'greeting' | 'ehlo' | 'starttls' | 'auth' | 'mail' | 'rcpt' | 'data' | 'end-of-data';

/**
 * What a reply at a stage means for the message and for the server. Never `uncertain`: a reply is definite.
 *
 * What is about the recipient or the content (a full mailbox, greylisting, an unknown user) is the message's and is
 * `deferred` or `rejected`. What would meet any other message as well (421, credentials, throttling, a quota, a refused
 * sender) is the server's: `unsent` with a fault.
 */
export function classifyReply(stage: Stage, reply: SmtpReply): Outcome {
  if (stage === 'end-of-data' && isClass(reply, 2)) return { kind: 'accepted', reply };
  const fault = isAboutMessage(stage, reply) ? null : serverFault(stage, reply);
  if (fault) return { kind: 'unsent', reason: fault.reason, fault, seen: isInTransaction(stage) };
  return { kind: isClass(reply, 4) ? 'deferred' : 'rejected', reply };
}

/** Refusals whose enhanced code leaves no doubt, whatever their text says. */
function isAboutMessage(stage: Stage, reply: SmtpReply): boolean {
  if (!isInTransaction(stage) || reply.code === 421 || !(isClass(reply, 4) || isClass(reply, 5))) return false;
  // RFC 3463 §3.3: x.2.1 mailbox disabled (Gmail: "receiving mail at a rate …" of one user), x.2.2 mailbox full;
  // §3.4: x.3.4 message too big. 552 at MAIL FROM answers its SIZE (RFC 1870 §6.1).
  return /^[45]\.(?:2\.[12]|3\.4)$/.test(reply.enhanced ?? '') || (stage === 'mail' && reply.code === 552);
}

function serverFault(stage: Stage, reply: SmtpReply): ServerFault | null {
  const line = replyLine(reply);
  const known = faultTexts.find(({ codes, text }) => codes.test(String(reply.code)) && text.test(line));
  if (known) return { kind: known.kind, reason: line, retryAfterMs: known.retryAfterMs };
  const kind = kindOfFault(stage, reply);
  return kind && { kind, reason: line || 'The server sent an empty reply', retryAfterMs: null };
}

function kindOfFault(stage: Stage, reply: SmtpReply): ServerFault['kind'] | null {
  if (reply.code === 421) return reply.enhanced === '4.7.0' ? 'throttled' : 'connect'; // RFC 5321 §4.2.1: closing
  if (!isClass(reply, 4) && !isClass(reply, 5)) return 'protocol';
  switch (stage) {
    case 'greeting':
      return 'connect';
    case 'ehlo':
      return 'protocol';
    case 'starttls':
      return 'tls';
    case 'auth':
      return 'auth';
    default:
      return kindInTransaction(stage, reply);
  }
}

function kindInTransaction(stage: Stage, reply: SmtpReply): ServerFault['kind'] | null {
  if ([530, 534, 535, 538].includes(reply.code)) return 'auth'; // RFC 4954 §6
  if ([500, 502, 503].includes(reply.code)) return 'protocol'; // RFC 5321 §4.2.2: it did not take the command
  if (/^4\.3\.[12]$/.test(reply.enhanced ?? '')) return 'throttled'; // RFC 3463 §3.4: the system is full or closed
  if (stage !== 'mail') return null;
  if (isClass(reply, 4)) return 'throttled';
  return reply.enhanced?.startsWith('5.7.') ? 'auth' : 'protocol';
}

function isInTransaction(stage: Stage): boolean {
  return stage === 'mail' || stage === 'rcpt' || stage === 'data' || stage === 'end-of-data';
}

function isClass(reply: SmtpReply, digit: 2 | 4 | 5): boolean {
  return Math.floor(reply.code / 100) === digit;
}
