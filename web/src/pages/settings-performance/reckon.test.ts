import { describe, expect, test } from 'vitest';
import {
  clockIn,
  isDaily,
  ofDay,
  openingsOf,
  openMinutes,
  openMinutesOfBestDay,
  retrySpanMs,
  stateAt,
} from './reckon.ts';

const daily = (start: string, end: string) =>
  openingsOf({ 'app.send_time_start': start, 'app.send_time_end': end, 'app.send_windows': [] });
const several = (...windows: Parameters<typeof openingsOf>[0]['app.send_windows']) =>
  openingsOf({ 'app.send_time_start': '', 'app.send_time_end': '', 'app.send_windows': windows });
const stretches = (openings: ReturnType<typeof openingsOf>) => openings as Exclude<typeof openings, 'always' | null>;

describe('the send window', () => {
  test('needs both times, or neither', () => {
    expect(daily('', '')).toBe('always');
    expect(daily('08:00', '')).toBe(null);
    expect(daily('08:00', '08:00')).toBe(null);
    expect(stretches(daily('08:00', '20:00'))).toHaveLength(7);
  });

  test('is half-open, and may go over midnight and over the end of the week', () => {
    const day = stretches(daily('08:00', '20:00'));
    expect(stateAt(day, 479)).toEqual({ isOpen: false, minutesLeft: 1 });
    expect(stateAt(day, 480)).toEqual({ isOpen: true, minutesLeft: 720 });
    expect(stateAt(day, 1200)).toEqual({ isOpen: false, minutesLeft: 720 });
    expect(stateAt(day, 7 * 1440 - 1)).toEqual({ isOpen: false, minutesLeft: 481 });

    const night = stretches(daily('22:00', '06:00'));
    expect(isDaily(night)).toBe(true);
    expect(openMinutes(night)).toBe(7 * 480);
    expect(stateAt(night, 0)).toEqual({ isOpen: true, minutesLeft: 360 });
    expect(stateAt(night, 7 * 1440 - 1)).toEqual({ isOpen: true, minutesLeft: 361 });
    expect(ofDay(night, 3)).toEqual([
      { from: 0, to: 360 },
      { from: 1320, to: 1440 },
    ]);
  });

  test('may be several, on some days, which run together where they touch', () => {
    const week = stretches(
      several({ days: ['mon', 'tue'], start: '08:00', end: '12:00' }, { days: ['mon'], start: '12:00', end: '24:00' }),
    );
    expect(week).toEqual([
      { from: 480, to: 1440 },
      { from: 1920, to: 2160 },
    ]);
    expect(isDaily(week)).toBe(false);
    expect(openMinutesOfBestDay(week)).toBe(960);
    expect(stateAt(week, 3000)).toEqual({ isOpen: false, minutesLeft: 7 * 1440 - 3000 + 480 });
    expect(several({ start: '00:00', end: '24:00' })).toBe('always');
    expect(several({ start: '8:00', end: '24:00' })).toBe(null);
  });

  test('is of the configured zone', () => {
    // Thursday there, Wednesday in UTC.
    expect(clockIn('Asia/Kolkata', Date.parse('2026-03-04T18:30:00Z'))).toEqual({
      ...{ minute: 0, ofWeek: 3 * 1440, text: '00:00' },
    });
    expect(() => clockIn('Nowhere/Land', 0)).toThrow(RangeError);
  });
});

test('adds up the delays of a message that is put off every time', () => {
  expect(retrySpanMs(4, '1m', '1h')).toBe(7 * 60_000);
  expect(retrySpanMs(4, '1m', '2m')).toBe(5 * 60_000);
  expect(retrySpanMs(1, '1m', '2m')).toBe(0);
  expect(retrySpanMs(4, 'x', '2m')).toBe(null);
});
