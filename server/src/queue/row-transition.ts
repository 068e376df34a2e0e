import type { Outcome } from '../smtp/outcome.ts';
import { type Deferral, nextAttemptAt, type RetryPolicy } from './retry-policy.ts';

/*
 * The life of a queue row, as told by its status.
 *
 * A row is born `queued`. A claim makes it `sending`: from then on it is one worker's, which settles it. What the attempt
 * comes to decides where it goes:
 *
 * - accepted: `sent`, the end.
 * - rejected: `failed`, the end, unless an operator retries it.
 * - deferred: `queued` again, due later, for another server if one can take it, until its attempts are spent or it has been
 *   deferred for too long; then `failed`.
 * - unsent: `queued` again as it was. It cost the message nothing: the fault, if any, was the server's. What could not even
 *   be prepared, because of a fault of Sluice's own, is left alone for a minute. A message that servers refuse as if they
 *   were at fault, though they take others, is suspect: it waits longer each time, and in the end it has `failed`.
 * - uncertain: `uncertain`. Nobody knows whether the server took it, so it is not sent again unless an operator, or the
 *   setting delivery.on_uncertain, says so.
 *
 * What has `failed` because of its recipient's address is recorded as a bounce with it (see bounced-rows-store.ts).
 *
 * What would become `queued` while its campaign is cancelled, or its subscriber has left, becomes `cancelled`.
 */

export interface TransitionPolicy {
  retry: RetryPolicy;
  onUncertain: 'hold' | 'resend';
}

const afterOwnFaultMs = 60_000;

/** A message that so many fit servers have refused, or one so often after others, is itself at fault. */
const mostSuspicions = 5;

export interface Transition {
  status: 'sent' | 'failed' | 'queued' | 'uncertain';
  /** When the row falls due; `null` leaves that as it is. */
  scheduledAt: Date | null;
  /** The attempt counts as one of the message's own. */
  counts: boolean;
  error: string | null;
}

export interface TransitionContext {
  policy: TransitionPolicy;
  /** Attempts that counted, this one included. */
  attempt: number;
  /** When the message was deferred first, if it was before. */
  firstDeferredAt?: Date | null;
  now: Date;
  /** Uniform in [0, 1); passed in so that tests are exact. */
  random: number;
  /** Sluice itself failed to prepare the message. */
  isOwnFault?: boolean;
  /** How often the message was suspect before. */
  suspicions?: number;
  /** The server's fault may be the message's own: see `suspectsMessage`. */
  isSuspect?: boolean;
}

/** What an outcome makes of a row. */
export function transitionOf(outcome: Outcome, context: TransitionContext): Transition {
  const { policy, attempt, firstDeferredAt = null, now, random } = context;
  const { isOwnFault = false, suspicions = 0, isSuspect = false } = context;
  switch (outcome.kind) {
    case 'accepted':
      return { status: 'sent', scheduledAt: null, counts: false, error: null };
    case 'rejected':
      return { status: 'failed', scheduledAt: null, counts: true, error: replyLine(outcome) };
    case 'deferred': {
      const error = replyLine(outcome);
      const next = nextAttemptAt(policy.retry, { attempt, firstDeferredAt }, now, random);
      if (next instanceof Date) return { status: 'queued', scheduledAt: next, counts: true, error };
      const why = limitReached(next, { attempt, firstDeferredAt }, now);
      return { status: 'failed', scheduledAt: null, counts: true, error: `${error} (${why})` };
    }
    case 'unsent': {
      const times = suspicions + Number(isSuspect);
      if (isSuspect && times >= mostSuspicions) {
        const error = `${outcome.reason} (said ${times} times, by servers that took other messages)`;
        return { status: 'failed', scheduledAt: null, counts: true, error };
      }
      if (outcome.seen && outcome.fault && suspicions > 0) {
        const unlimited = { ...policy.retry, maxAttempts: Infinity, maxAgeSeconds: Infinity };
        const scheduledAt = nextAttemptAt(unlimited, { attempt: times, firstDeferredAt: null }, now, random) as Date;
        return { status: 'queued', scheduledAt, counts: false, error: outcome.reason };
      }
      return {
        status: 'queued',
        scheduledAt: isOwnFault ? new Date(now.getTime() + afterOwnFaultMs) : null,
        counts: false,
        error: outcome.fault || isOwnFault ? outcome.reason : null,
      };
    }
    case 'uncertain': {
      const status = policy.onUncertain === 'resend' ? 'queued' : 'uncertain';
      return { status, scheduledAt: null, counts: false, error: outcome.reason };
    }
  }
}

function limitReached(limit: 'too-often' | 'too-old', { attempt, firstDeferredAt }: Deferral, now: Date): string {
  const times = attempt === 1 ? 'once' : `${attempt} times`;
  if (limit === 'too-often') return `deferred ${times}, and delivery.max_attempts allows no more`;
  const hours = (now.getTime() - (firstDeferredAt ?? now).getTime()) / 3_600_000;
  return `deferred ${times} in ${Number(hours.toFixed(1))} hours, and delivery.max_age allows no longer`;
}

/** A reply, or the reason why there is none, as one line. */
export function replyLine(outcome: Outcome): string {
  if (!('reply' in outcome)) return outcome.reason;
  const { code, enhanced, text } = outcome.reply;
  return [code || null, enhanced, text].filter((part) => part !== null && part !== '').join(' ');
}

/** All that a server answered, line by line, or the reason why there is no answer: what is kept of an attempt. */
export function fullReply(outcome: Outcome): string {
  const full =
    'reply' in outcome ? outcome.reply.full : outcome.kind === 'unsent' ? outcome.fault?.fullReply : undefined;
  return full ?? replyLine(outcome);
}
