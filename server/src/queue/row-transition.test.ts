import { expect, test } from 'vitest';
import type { Outcome } from '../smtp/outcome.ts';
import { replyLine, transitionOf } from './row-transition.ts';

const now = new Date('2026-03-04T12:00:00Z');
const policy = {
  retry: { maxAttempts: 3, firstDelaySeconds: 60, maxDelaySeconds: 3600 },
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
    error: '451 4.7.1 Later',
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
