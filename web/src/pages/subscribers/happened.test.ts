import { expect, test } from 'vitest';
import { happenedTo } from './happened.ts';

const day = (n: number) => `2026-03-0${n}T12:00:00Z`;
const list = (id: number, subscription_status: string, updated: number) => ({
  ...{ id, name: `List ${id}`, subscription_status },
  ...{ subscription_created_at: day(1), subscription_updated_at: day(updated) },
});
const message = (id: number, status: string, more = {}) => ({
  ...{ id, status, sent_at: null, created_at: day(2), updated_at: day(4) },
  ...more,
});

test('tells everything in the order of time, the latest first', () => {
  const subscriber = { created_at: day(1), blocklisted_at: day(9), blocklisted_by: 'bounces' as const };
  const activity = {
    subscriptions: [list(1, 'unsubscribed', 6), list(2, 'confirmed', 1), list(3, 'confirmed', 3)],
    messages: [message(1, 'sent', { sent_at: day(5) }), message(2, 'queued'), message(3, 'failed')],
    bounces: [{ id: 1, created_at: day(8) }],
  };
  const told = happenedTo(subscriber, activity as never).map(({ key, at }) => `${key} ${at.slice(9, 10)}`);
  expect(told).toEqual([
    ...['blocklisted 9', 'bounce-1 8', 'left-1 6', 'message-1 5', 'message-3 4', 'confirmed-3 3', 'message-2 2'],
    ...['added 1', 'joined-1 1', 'joined-2 1', 'joined-3 1'],
  ]);
});
