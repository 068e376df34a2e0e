import { ruleFor } from './classify-reply.ts';
import type { AddressFault } from './outcome.ts';
import { parseReply } from './parse-reply.ts';
import type { Effect, ReplyRule, Stage } from './reply-rule.ts';

/** What a reply does, for a person. */
export interface ReplyExplanation {
  stage: Stage;
  code: number;
  enhanced: string | null;
  /** What the rule that decides takes the reply to say. */
  rule: string;
  source: string;
  effect: Effect;
  /** The least time, in milliseconds, for which the server is left alone, where the rule names one. */
  retryAfterMs: number | null;
  bounce: AddressFault | null;
  /** What becomes of the message, and of the server, in words. */
  message: string;
  server: string;
}

/** What a server's reply, as it came, does to a message and to the server. */
export function explainReply(stage: Stage, raw: string): ReplyExplanation {
  const reply = parseReply(raw);
  const rule = ruleFor(stage, reply);
  const { says, source, effect, retryAfterMs = null, bounce = null } = rule;
  return {
    ...{ stage, code: reply.code, enhanced: reply.enhanced, rule: says, source, effect, retryAfterMs, bounce },
    message: ofMessage(rule),
    server: ofServer(rule),
  };
}

function ofMessage({ effect, bounce }: ReplyRule): string {
  const blame = bounce ? `; recorded as a ${bounce} bounce of the recipient` : '';
  switch (effect) {
    case 'accepted':
      return 'sent';
    case 'deferred':
      return (
        'deferred: tried again later, after longer each time and by another server if there is one; it has failed once ' +
        `delivery.max_attempts or delivery.max_age is reached${bounce ? `, and is then${blame.slice(1)}` : ''}`
      );
    case 'rejected':
      return `rejected: failed for good${blame}`;
    default:
      return 'back in the queue, for any server that can take it; this costs it none of its attempts';
  }
}

function ofServer({ effect, retryAfterMs }: ReplyRule): string {
  const atLeast = retryAfterMs === undefined ? '' : ` for at least ${lengthOf(retryAfterMs)}`;
  switch (effect) {
    case 'throttled':
      return `throttled: set aside${atLeast}, and for longer each time that it says so again`;
    case 'quota':
      return 'its quota is used up: parked until its own day is over';
    case 'misconfigured':
      return `misconfigured: set aside${atLeast} and probed now and then, until somebody corrects it`;
    case 'unreachable':
      return `unreachable: set aside${atLeast}, for longer each time, and probed`;
    default:
      return 'nothing: it works';
  }
}

function lengthOf(ms: number): string {
  const [count, unit] = [
    [ms / 3_600_000, 'hour'],
    [ms / 60_000, 'minute'],
    [ms / 1_000, 'second'],
  ].find(([n]) => Number.isInteger(n)) as [number, string];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
