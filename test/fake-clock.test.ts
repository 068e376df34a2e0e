import { expect, test } from 'vitest';
import { fakeClock } from './fake-clock.ts';

const never = new AbortController().signal;

test('stands still until it is moved', () => {
  const clock = fakeClock(new Date('2026-01-01T00:00:00Z'));
  clock.advance(90);
  expect(clock.now()).toEqual(new Date('2026-01-01T00:01:30Z'));
  expect(clock.in(30)).toEqual(new Date('2026-01-01T00:02:00Z'));
  clock.set(new Date('2025-01-01T00:00:00Z'));
  expect(clock.now()).toEqual(new Date('2025-01-01T00:00:00Z'));
});

test('wakes whoever is due, the earliest first', async () => {
  const clock = fakeClock();
  const woken: string[] = [];
  const sleeps = [
    clock.sleepUntil(clock.in(20), never).then(() => woken.push('second')),
    clock.sleepUntil(clock.in(10), never).then(() => woken.push('first')),
    clock.sleepUntil(clock.in(60), never).then(() => woken.push('third')),
  ];
  expect(clock.nextWake()).toEqual(clock.in(10));
  clock.advance(20);
  await Promise.all(sleeps.slice(0, 2));
  expect(woken).toEqual(['first', 'second']);
  expect(clock.nextWake()).toEqual(clock.in(40));
});

test('does not sleep until the past, nor longer than its signal', async () => {
  const clock = fakeClock();
  await clock.sleepUntil(clock.now(), never);
  const controller = new AbortController();
  const sleep = clock.sleepUntil(clock.in(1), controller.signal);
  controller.abort();
  await sleep;
  expect(clock.nextWake()).toBeNull();
  await clock.sleepUntil(clock.in(1), controller.signal);
});

test('tells when enough sleep', async () => {
  const clock = fakeClock();
  let isIdle = false;
  const idle = clock.idle(2).then(() => {
    isIdle = true;
  });
  const sleep = clock.sleepUntil(clock.in(1), never);
  await Promise.resolve();
  expect(isIdle).toBe(false);
  const other = clock.sleepUntil(clock.in(2), never);
  await idle;
  clock.advance(2);
  await Promise.all([sleep, other]);
});
