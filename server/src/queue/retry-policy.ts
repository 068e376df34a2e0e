export interface RetryPolicy {
  /** 1 or more. */
  maxAttempts: number;
  firstDelaySeconds: number;
  maxDelaySeconds: number;
}

/**
 * When to try a deferred message again, or `null` once its attempts are spent.
 *
 * Delays double from `firstDelaySeconds` up to `maxDelaySeconds`, each then varied by up to ±10 %
 * so that messages deferred together do not come back together.
 *
 * @param attempt Attempts made so far, the one that just failed included; at least 1.
 * @param random Uniform in [0, 1); passed in so that tests are exact.
 * @throws {RangeError} if `attempt` is not a positive integer.
 */
export function nextAttemptAt(policy: RetryPolicy, attempt: number, now: Date, random: number): Date | null {
  if (!Number.isInteger(attempt) || attempt < 1) throw new RangeError(`attempt must be 1 or more, got ${attempt}`);
  if (attempt >= policy.maxAttempts) return null;
  const seconds = Math.min(policy.firstDelaySeconds * 2 ** (attempt - 1), policy.maxDelaySeconds);
  return new Date(now.getTime() + seconds * 1000 * (0.9 + 0.2 * random));
}
