export interface RetryPolicy {
  /** 1 or more. */
  maxAttempts: number;
  firstDelaySeconds: number;
  maxDelaySeconds: number;
  /** Since the first deferral, whenever the message was queued: a campaign may take days to get to it. */
  maxAgeSeconds: number;
}

/** A deferral. */
export interface Deferral {
  /** Attempts made so far, the one that just failed included; at least 1. */
  attempt: number;
  /** When the message was deferred first; `null`: now. */
  firstDeferredAt: Date | null;
}

/**
 * When to try a deferred message again, or which limit is reached.
 *
 * Delays double from `firstDelaySeconds` up to `maxDelaySeconds`, each then varied by up to ±10 %
 * so that messages deferred together do not come back together. The last attempt is due when the message is as old as
 * it may get; what is deferred then, or later, is not tried again.
 *
 * @param random Uniform in [0, 1); passed in so that tests are exact.
 * @throws {RangeError} if `attempt` is not a positive integer.
 */
export function nextAttemptAt(
  policy: RetryPolicy,
  { attempt, firstDeferredAt }: Deferral,
  now: Date,
  random: number,
): Date | 'too-often' | 'too-old' {
  if (!Number.isInteger(attempt) || attempt < 1) throw new RangeError(`attempt must be 1 or more, got ${attempt}`);
  if (attempt >= policy.maxAttempts) return 'too-often';
  const deadlineMs = (firstDeferredAt ?? now).getTime() + policy.maxAgeSeconds * 1000;
  if (now.getTime() >= deadlineMs) return 'too-old';
  const seconds = Math.min(policy.firstDelaySeconds * 2 ** (attempt - 1), policy.maxDelaySeconds);
  return new Date(Math.min(now.getTime() + seconds * 1000 * (0.9 + 0.2 * random), deadlineMs));
}
