import { expect, test } from 'vitest';
import { formatIn } from './format.ts';

const format = formatIn('Europe/Berlin', 'en-GB', () => new Date('2026-03-04T23:30:00Z'));

test('tells the time where the operator is, with the date unless it is today’s', () => {
  expect(format.dateTime('2026-03-04T23:05:00Z')).toBe('00:05:00');
  expect(format.dateTime('2026-03-04T22:05:00Z')).toBe('4 Mar 2026, 23:05:00');
});

test('tells durations in the two largest units', () => {
  expect(format.duration(0)).toBe('0 secs');
  expect(format.duration(59_600)).toBe('1 min');
  expect(format.duration(303_000)).toBe('5 mins 3 secs');
  expect(format.duration(2 * 86_400_000 + 4 * 3_600_000 + 5 * 60_000)).toBe('2 days 4 hrs');
});

test('tells a part of nothing', () => {
  expect(format.percent(0, 0)).toBe('0%');
  expect(format.percent(1, 8)).toBe('12.5%');
});

test('tells a calendar day, whatever the time zone', () => {
  expect(formatIn('America/Los_Angeles', 'en-GB').day('2026-03-04')).toBe('4 Mar 2026');
});
