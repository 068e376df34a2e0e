import { pino } from 'pino';
import { expect, test } from 'vitest';
import { fakeClock } from '../../../test/fake-clock.ts';
import { wakeableLoop } from './wakeable-loop.ts';

function loopThat(step: (run: number, now: Date) => Date) {
  const clock = fakeClock();
  const runs: number[] = [];
  let told = Promise.withResolvers<void>();
  const loop = wakeableLoop({ clock, log: pino({ level: 'silent' }) }, 'testing', async () => {
    runs.push(clock.now().getTime());
    told.resolve();
    return step(runs.length, clock.now());
  });
  const nextRun = () => {
    told = Promise.withResolvers();
    return told.promise;
  };
  return { clock, loop, runs, nextRun };
}

test('runs at the instant that it asked for, and not before', async () => {
  const { clock, loop, runs, nextRun } = loopThat((_, now) => new Date(now.getTime() + 60_000));
  loop.start();
  await clock.idle();
  clock.advance(59);
  expect(runs).toHaveLength(1);
  const ran = nextRun();
  clock.advance(1);
  await ran;
  expect(runs).toHaveLength(2);
  await loop.stop();
});

test('runs when it is woken; a wake during a run is not lost', async () => {
  const far = new Date('2100-01-01T00:00:00Z');
  const { clock, loop, runs } = loopThat((run) => {
    if (run === 2) loop.wake();
    return far;
  });
  loop.start();
  await clock.idle();
  loop.wake();
  await clock.idle();
  expect(runs).toHaveLength(3);
  await loop.stop();
});

test('an error is tried again a second later', async () => {
  const { clock, loop, runs, nextRun } = loopThat((run) => {
    if (run === 1) throw new Error('the database is away');
    return new Date('2100-01-01T00:00:00Z');
  });
  loop.start();
  await clock.idle();
  const ran = nextRun();
  clock.advance(1);
  await ran;
  expect(runs).toHaveLength(2);
  await loop.stop();
});

test('stops before it was started, and twice', async () => {
  const { loop, runs } = loopThat(() => new Date());
  await loop.stop();
  await loop.stop();
  expect(runs).toEqual([]);
});
