import type { SMTPError } from 'nodemailer/lib/smtp-connection';
import { errorLine } from '../errors.ts';
import { classifyReply } from './classify-reply.ts';
import type { ServerFault } from './outcome.ts';
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

function stageOf(error: SMTPError): Stage {
  const command = error.command ?? 'CONN';
  if (command === 'EHLO' || command === 'HELO') return 'ehlo';
  if (command === 'STARTTLS') return 'starttls';
  if (command.startsWith('AUTH')) return 'auth';
  return 'greeting';
}

function kindOf(error: SMTPError): ServerFault['kind'] {
  const isOurs = /ETLS|CERT|SSL|EPROTO\b|SELF_SIGNED|EAUTH/.test(codesOf(error));
  return isOurs ? 'misconfigured' : 'unreachable';
}

function codesOf(error: SMTPError): string {
  return `${error.code ?? ''} ${error.originalCode ?? ''}`;
}
