import { expect, test } from 'vitest';
import type { Outcome } from '../smtp/outcome.ts';
import { replyLine, transitionOf } from './row-transition.ts';

const now = new Date('2026-03-04T12:00:00Z');
const policy = {
  retry: { maxAttempts: 3, firstDelaySeconds: 60, maxDelaySeconds: 3600, maxAgeSeconds: 7200 },
  onUncertain: 'hold',
} as const;
const deferred: Outcome = { kind: 'deferred', reply: { code: 451, enhanced: '4.7.1', text: 'Later' } };
const after = (outcome: Outcome, more: object = {}) =>
  transitionOf(outcome, { policy, attempt: 1, now, random: 0.5, ...more });

test('a deferred message comes back, later each time, until its attempts are spent', () => {
  expect(after(deferred)).toMatchObject({
    status: 'queued',
    scheduledAt: new Date(now.getTime() + 60_000),
    counts: true,
  });
  expect(after(deferred, { attempt: 2 }).scheduledAt).toEqual(new Date(now.getTime() + 120_000));
  expect(after(deferred, { attempt: 3 })).toEqual({
    status: 'failed',
    scheduledAt: null,
    counts: true,
    error: '451 4.7.1 Later (deferred 3 times, and delivery.max_attempts allows no more)',
  });
});

test('a message that has been deferred for too long has failed, whatever attempts it had left', () => {
  const firstDeferredAt = new Date(now.getTime() - 9000_000);
  expect(after(deferred, { attempt: 2, firstDeferredAt })).toEqual({
    status: 'failed',
    scheduledAt: null,
    counts: true,
    error: '451 4.7.1 Later (deferred 2 times in 2.5 hours, and delivery.max_age allows no longer)',
  });
});

test('what Sluice itself failed to prepare waits a minute, so that it does not spin', () => {
  const unsent: Outcome = { kind: 'unsent', reason: 'a bug', fault: null, seen: false };
  expect(after(unsent)).toEqual({ status: 'queued', scheduledAt: null, counts: false, error: null });
  expect(after(unsent, { isOwnFault: true })).toEqual({
    status: 'queued',
    scheduledAt: new Date(now.getTime() + 60_000),
    counts: false,
    error: 'a bug',
  });
});

test('an uncertain message is sent again only where the operator has said so', () => {
  const uncertain: Outcome = { kind: 'uncertain', reason: 'connection lost' };
  expect(after(uncertain).status).toBe('uncertain');
  expect(after(uncertain, { policy: { ...policy, onUncertain: 'resend' } }).status).toBe('queued');
});

test('a reply is one line', () => {
  expect(replyLine(deferred)).toBe('451 4.7.1 Later');
  expect(replyLine({ kind: 'rejected', reply: { code: 550, enhanced: null, text: 'No' } })).toBe('550 No');
  expect(replyLine({ kind: 'uncertain', reason: 'connection lost' })).toBe('connection lost');
});

const fault = { kind: 'misconfigured', reason: '553 Sender refused', retryAfterMs: null } as const;
const refused: Outcome = { kind: 'unsent', reason: fault.reason, fault, seen: true };

test('a message refused as if the server were at fault goes to another server at once, and waits longer each time that it is suspect again', () => {
  const minutes = [1, 2, 3, 4].map((time) => {
    const { status, scheduledAt, counts } = after(refused, { suspicions: time - 1, isSuspect: true });
    expect([status, counts]).toEqual(['queued', false]);
    return scheduledAt && (scheduledAt.getTime() - now.getTime()) / 60_000;
  });
  expect(minutes).toEqual([null, 2, 4, 8]);
});

test('a message has failed when fit servers have refused it five times, with the reason named', () => {
  expect(after(refused, { suspicions: 4, isSuspect: true })).toMatchObject({
    status: 'failed',
    error: '553 Sender refused (said 5 times, by servers that took other messages)',
  });
});

test('a message never fails by a server that is not fit, and lets others try that first', () => {
  expect(after(refused)).toMatchObject({ status: 'queued', scheduledAt: null });
  expect(after(refused, { suspicions: 4 }).status).toBe('queued');
  expect(after(refused, { suspicions: 1 }).scheduledAt).toEqual(new Date(now.getTime() + 60_000));
  expect(after({ ...refused, seen: false }, { suspicions: 4 })).toMatchObject({
    status: 'queued',
    scheduledAt: null,
  });
});
