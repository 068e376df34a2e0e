import type { Outcome, SmtpReply } from './outcome.ts';
import { replyLine } from './parse-reply.ts';
import { type ReplyRule, type Stage, transaction } from './reply-rule.ts';
import { replyRules } from './reply-rules.ts';

/**
 * What a reply at a stage means for the message and for the server, as the first rule says that matches it. Never
 * `uncertain`: a reply is definite.
 */
export function classifyReply(stage: Stage, reply: SmtpReply): Outcome {
  const { effect, retryAfterMs = null, bounce } = ruleFor(stage, reply);
  switch (effect) {
    case 'accepted':
      return { kind: effect, reply };
    case 'deferred':
    case 'rejected':
      return { kind: effect, reply, ...(bounce && { bounce }) };
    default: {
      const reason = replyLine(reply) || 'The server sent an empty reply';
      const fault = { kind: effect, reason, retryAfterMs, ...(reply.full !== undefined && { fullReply: reply.full }) };
      return { kind: 'unsent', reason, fault, seen: transaction.includes(stage) };
    }
  }
}

/** The rule that decides what a reply at a stage means. */
export function ruleFor(stage: Stage, reply: SmtpReply): ReplyRule {
  const code = String(reply.code).padStart(3, '0');
  const enhanced = reply.enhanced ?? '';
  // Servers echo addresses, and a person may be called anything: throttle@example.com is no complaint.
  const line = replyLine(reply).replace(/[^\s<>]+@[^\s<>]+/g, '');
  const rule = replyRules.find(
    (one) =>
      (!one.stages || one.stages.includes(stage)) &&
      one.codes.test(code) &&
      (!one.enhanced || one.enhanced.test(enhanced)) &&
      (!one.text || one.text.test(line)),
  );
  return rule as ReplyRule; // the last matches everything
}
