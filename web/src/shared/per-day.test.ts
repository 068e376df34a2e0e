import { expect, test } from 'vitest';
import { perDay } from './per-day.ts';

test('reckons as the guide does: 2 per 30 minutes are 96 a day', () => {
  expect(perDay(2, '30m')).toBe(96);
  expect(perDay(2, '30m', 720)).toBe(48);
  expect(perDay(10, '2d')).toBe(5);
  expect(perDay(5, '12h', 60)).toBe(5);
  expect(perDay(2, 'soon')).toBe(null);
});
