import type { SMTPError } from 'nodemailer/lib/smtp-connection';
import { errorLine } from '../errors.ts';
import { classifyReply } from './classify-reply.ts';
import type { Outcome, ServerFault } from './outcome.ts';
import { parseReply } from './parse-reply.ts';
import type { Stage } from './reply-rule.ts';

/** Why a connection could not be opened, or broke: what nodemailer's error says of the server. */
export function faultOf(error: SMTPError): ServerFault {
  if (typeof error.response === 'string') {
    const outcome = classifyReply(stageOf(error), parseReply(error.response));
    if (outcome.kind === 'unsent' && outcome.fault) return outcome.fault;
  }
  return { kind: kindOf(error), reason: reasonOf(error), retryAfterMs: null };
}

/** For a certificate, what an operator can do about it; the runtime's advice is for programmers. */
function reasonOf(error: SMTPError): string {
  const reason = errorLine(error).slice(0, 500);
  if (!/CERT|UNABLE_TO_VERIFY/.test(codesOf(error))) return reason;
  return `${reason.replace(/; if the root CA.*$/, '')}; set tls_skip_verify if the server is to be trusted all the same`;
}

/**
 * What became of a message whose sending ended in `error`.
 *
 * @param contentWritten Whether the final dot was handed to the socket: without a reply it is then anybody's guess.
 */
export function outcomeOf(error: SMTPError, contentWritten: boolean): Outcome {
  const stage = stageOf(error);
  const isReplyToMessage = typeof error.response === 'string' && stage !== 'greeting';
  if (isReplyToMessage) return classifyReply(stage, parseReply(error.response as string));
  const reason = errorLine(error).slice(0, 500);
  if (contentWritten) return { kind: 'uncertain', reason: `No reply to the message: ${reason}` };
  // nodemailer itself refuses an address that would break the protocol; the recipient's is the message's own.
  if (error.command === 'API' && /recipient/i.test(reason)) {
    return { kind: 'rejected', reply: { code: 0, enhanced: null, text: reason } };
  }
  return { kind: 'unsent', reason, fault: faultOf(error), seen: error.command !== 'API' };
}

function stageOf(error: SMTPError): Stage {
  const command = error.command ?? 'CONN';
  if (command === 'EHLO' || command === 'HELO') return 'ehlo';
  if (command === 'STARTTLS') return 'starttls';
  if (command.startsWith('AUTH')) return 'auth';
  if (command === 'MAIL FROM') return 'mail';
  if (command === 'RCPT TO') return 'rcpt';
  if (command === 'DATA') return error.code === 'EMESSAGE' ? 'end-of-data' : 'data';
  return 'greeting';
}

function kindOf(error: SMTPError): ServerFault['kind'] {
  // EENVELOPE without a reply is nodemailer's own refusal of a sender that would break the protocol.
  const isOurs = /ETLS|CERT|SSL|EPROTO\b|SELF_SIGNED|EAUTH|EENVELOPE/.test(codesOf(error));
  return isOurs ? 'misconfigured' : 'unreachable';
}

function codesOf(error: SMTPError): string {
  return `${error.code ?? ''} ${error.originalCode ?? ''}`;
}
