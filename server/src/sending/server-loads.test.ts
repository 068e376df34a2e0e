import { expect, test } from 'vitest';
import { type ServerLoads, serverLoads } from './server-loads.ts';

const at = (ms: number) => new Date(1_000_000 + ms);

/** So many rows are claimed, and leave in the time until the next look. */
function pass(loads: ServerLoads, rows: number, now: Date) {
  for (let i = 0; i < rows; i++) loads.add('a');
  loads.filled();
  for (let i = 0; i < rows; i++) loads.remove('a');
  loads.look(now);
}

test('claims four rows for each connection until it knows how fast they leave', () => {
  const loads = serverLoads();
  loads.look(at(0));
  expect(loads.room('a', 5)).toBe(20);
  loads.add('a');
  expect(loads.room('a', 5)).toBe(19);
});

test('claims what leaves in half a second, up to a hundred rows for each connection', () => {
  const loads = serverLoads();
  loads.look(at(0));
  pass(loads, 20, at(100));
  expect(loads.room('a', 5)).toBe(100);
  pass(loads, 300, at(200));
  expect(loads.room('a', 5)).toBe(500);
  pass(loads, 2, at(1_200));
  expect(loads.room('a', 5)).toBe(20);
});

test('what leaves within a moment is told together with what comes after it', () => {
  const loads = serverLoads();
  loads.look(at(0));
  pass(loads, 20, at(1));
  expect(loads.room('a', 5)).toBe(20);
  pass(loads, 20, at(100));
  expect(loads.room('a', 5)).toBe(200);
});

test('is low once half of what was claimed has left', () => {
  const loads = serverLoads();
  for (let i = 0; i < 5; i++) loads.add('a');
  loads.filled();
  const low = [1, 2, 3, 4, 5].map(() => {
    loads.remove('a');
    return loads.isLow('a');
  });
  expect(low).toEqual([false, false, true, true, true]);
});
