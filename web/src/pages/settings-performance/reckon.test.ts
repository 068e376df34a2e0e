import { describe, expect, test } from 'vitest';
import { clockIn, openMinutes, retrySpanMs, stateAt, stretchesOf, windowOf } from './reckon.ts';

describe('the send window', () => {
  test('needs both times, or neither', () => {
    expect(windowOf('', '')).toBe('always');
    expect(windowOf('08:00', '')).toBe(null);
    expect(windowOf('08:00', '08:00')).toBe(null);
    expect(windowOf('08:00', '20:00')).toEqual({ start: 480, end: 1200 });
  });

  test('is half-open, and may go over midnight', () => {
    const day = { start: 480, end: 1200 };
    expect(stateAt(day, 479)).toEqual({ isOpen: false, minutesLeft: 1 });
    expect(stateAt(day, 480)).toEqual({ isOpen: true, minutesLeft: 720 });
    expect(stateAt(day, 1200)).toEqual({ isOpen: false, minutesLeft: 720 });

    const night = { start: 1320, end: 360 };
    expect(openMinutes(night)).toBe(480);
    expect(stateAt(night, 0)).toEqual({ isOpen: true, minutesLeft: 360 });
    expect(stateAt(night, 1439)).toEqual({ isOpen: true, minutesLeft: 361 });
    expect(stretchesOf(night)).toEqual([
      { from: 0, to: 360 },
      { from: 1320, to: 1440 },
    ]);
    expect(stretchesOf({ start: 1320, end: 0 })).toEqual([{ from: 1320, to: 1440 }]);
  });

  test('is of the configured zone', () => {
    expect(clockIn('Asia/Kolkata', Date.parse('2026-03-04T18:30:00Z'))).toEqual({ minute: 0, text: '00:00' });
    expect(() => clockIn('Nowhere/Land', 0)).toThrow(RangeError);
  });
});

test('adds up the delays of a message that is put off every time', () => {
  expect(retrySpanMs(4, '1m', '1h')).toBe(7 * 60_000);
  expect(retrySpanMs(4, '1m', '2m')).toBe(5 * 60_000);
  expect(retrySpanMs(1, '1m', '2m')).toBe(0);
  expect(retrySpanMs(4, 'x', '2m')).toBe(null);
});
