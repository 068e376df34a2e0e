import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  closesSoon,
  intersection,
  isOpen,
  nextClosing,
  nextOpening,
  type SendWindow,
  sendWindowOf,
  type Weekday,
  type WindowSpan,
  weekdays,
} from './send-window.ts';

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const berlin = (...spans: WindowSpan[]): SendWindow => sendWindowOf('Europe/Berlin', spans)!;
const daily = (start: string, end: string) => berlin({ start, end });

test('is half-open, to the second', () => {
  const window = daily('08:00', '20:00');
  expect(isOpen(window, at('2026-11-24T07:59:59.999+01:00'))).toBe(false);
  expect(isOpen(window, at('2026-11-24T08:00:00+01:00'))).toBe(true);
  expect(isOpen(window, at('2026-11-24T19:59:59.999+01:00'))).toBe(true);
  expect(isOpen(window, at('2026-11-24T20:00:00+01:00'))).toBe(false);
});

test('reaches over midnight when the end is before the start', () => {
  const window = daily('20:00', '06:00');
  expect(isOpen(window, at('2026-11-24T23:00:00+01:00'))).toBe(true);
  expect(isOpen(window, at('2026-11-25T05:59:59+01:00'))).toBe(true);
  expect(isOpen(window, at('2026-11-25T06:00:00+01:00'))).toBe(false);
  expect(nextOpening(window, at('2026-11-25T06:00:00+01:00'))).toBe(at('2026-11-25T20:00:00+01:00'));
  expect(nextClosing(window, at('2026-11-24T23:00:00+01:00'))).toBe(at('2026-11-25T06:00:00+01:00'));
});

test('a start that the change to summer time skips opens when that hour is over', () => {
  const window = daily('02:30', '08:00');
  expect(nextOpening(window, at('2026-03-29T00:00:00+01:00'))).toBe(at('2026-03-29T03:00:00+02:00'));
});

test('an hour that comes twice is open twice, and closed in between where the wall clock says so', () => {
  const window = daily('01:30', '02:30');
  const first = at('2026-10-25T01:30:00+02:00');
  expect(nextOpening(window, first - 1)).toBe(first);
  expect(nextClosing(window, first)).toBe(at('2026-10-25T02:30:00+02:00'));
  expect(nextOpening(window, at('2026-10-25T02:30:00+02:00'))).toBe(at('2026-10-25T02:00:00+01:00'));
  expect(nextClosing(window, at('2026-10-25T02:00:00+01:00'))).toBe(at('2026-10-25T02:30:00+01:00'));
});

test('no window is always open', () => {
  expect(isOpen(null, 0)).toBe(true);
  expect(nextOpening(null, 5)).toBe(5);
  expect(nextClosing(null, 5)).toBeNull();
  expect(sendWindowOf('UTC', [])).toBeNull();
});

test('several a day, on weekdays: the evening of Friday reaches into Saturday, and then it is Monday', () => {
  const days: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
  const window = berlin({ days, start: '08:00', end: '12:00' }, { days: ['fri'], start: '22:00', end: '02:00' });
  const friday = at('2026-11-27T12:00:00+01:00');
  expect(nextOpening(window, friday)).toBe(at('2026-11-27T22:00:00+01:00'));
  expect(nextClosing(window, at('2026-11-27T23:00:00+01:00'))).toBe(at('2026-11-28T02:00:00+01:00'));
  expect(nextOpening(window, at('2026-11-28T02:00:00+01:00'))).toBe(at('2026-11-30T08:00:00+01:00'));
});

test('Sunday night reaches into Monday, and spans that touch are one', () => {
  const window = berlin(
    { days: ['sun'], start: '22:00', end: '06:00' },
    { days: ['mon'], start: '06:00', end: '24:00' },
    { days: ['tue'], start: '00:00', end: '01:00' },
  );
  expect(nextClosing(window, at('2026-11-29T23:00:00+01:00'))).toBe(at('2026-12-01T01:00:00+01:00'));
});

test('what is open all week never closes, and what has no hour in common never opens', () => {
  const always = daily('00:00', '24:00');
  expect(nextClosing(always, at('2026-11-24T10:00Z'))).toBeNull();
  expect(nextOpening(always, at('2026-11-24T10:00Z'))).toBe(at('2026-11-24T10:00Z'));
  const never = intersection(daily('08:00', '12:00'), daily('12:00', '20:00'))!;
  expect(nextOpening(never, at('2026-11-24T10:00Z'))).toBeNull();
  expect(isOpen(never, at('2026-11-24T11:00Z'))).toBe(false);
  expect(() => intersection(always, sendWindowOf('UTC', [{ start: '08:00', end: '12:00' }]))).toThrow(RangeError);
});

test('an hour of the week that a change of the clocks skips comes a week later', () => {
  const window = berlin({ days: ['sun'], start: '02:00', end: '03:00' });
  expect(nextOpening(window, at('2026-03-28T12:00Z'))).toBe(at('2026-04-05T02:00:00+02:00'));
});

test('closes soon: when it does within the second in which nothing is begun', () => {
  const window = daily('08:00', '20:00');
  const closing = at('2026-11-24T20:00:00+01:00');
  expect(closesSoon(window, closing - 1_001)).toBeNull();
  expect(closesSoon(window, closing - 1_000)).toBe(closing);
  expect(closesSoon(window, closing)).toBeNull();
  expect(closesSoon(null, closing)).toBeNull();
});

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'UTC',
];
const minute = fc.integer({ min: 0, max: 1439 }).map((m) => `${pad(Math.floor(m / 60))}:${pad(m % 60)}`);
const span = fc
  .record({ days: fc.subarray([...weekdays]), start: minute, end: fc.oneof(minute, fc.constant('24:00')) })
  .filter(({ start, end }) => start !== end);
const spans = fc.array(span, { minLength: 1, maxLength: 4 });
const anyMinute = fc.oneof(
  fc.integer({ min: at('2026-01-01T00:00Z') / 60_000, max: at('2027-12-31T00:00Z') / 60_000 }),
  ...[
    '2026-10-25T01:00Z',
    '2026-03-29T01:00Z',
    '2026-11-01T06:00Z',
    '2026-03-08T07:00Z',
    '2026-10-03T15:30Z',
    '2026-04-04T15:00Z',
  ].map((change) => fc.integer({ min: at(change) / 60_000 - 900, max: at(change) / 60_000 + 120 })),
);

/** What the spans say of an instant, looked up the long way. */
function isWithin(spans: readonly WindowSpan[], timeZone: string, now: number): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const time = `${pad(local.hour)}:${pad(local.minute)}`;
  const [today, yesterday] = [local.dayOfWeek - 1, (local.dayOfWeek + 5) % 7].map((day) => weekdays[day]!);
  return spans.some(({ days = [], start, end }) => {
    const on = (day: Weekday | undefined) => days.length === 0 || days.includes(day!);
    if (start < end) return on(today) && start <= time && time < end;
    return (on(today) && start <= time) || (on(yesterday) && time < end);
  });
}

test('opening and closing are where the wall clock crosses the windows, minute by minute', () => {
  fc.assert(
    fc.property(
      spans,
      fc.option(spans, { nil: null }),
      fc.constantFrom(...zones),
      anyMinute,
      (one, other, timeZone, start) => {
        const window = intersection(sendWindowOf(timeZone, one), other && sendWindowOf(timeZone, other))!;
        const holds = (now: number) => isWithin(one, timeZone, now) && (!other || isWithin(other, timeZone, now));
        const now = start * 60_000;
        const open = holds(now);
        expect(isOpen(window, now)).toBe(open);
        const change = open ? nextClosing(window, now) : nextOpening(window, now);
        const end = Math.min(change ?? Infinity, now + 15 * 86_400_000);
        // A change holds from its own minute on, and the state before it up to there; far stretches are looked at sparsely.
        for (let walked = now; walked < end; walked += end - walked > 3_600_000 ? 420_000 : 60_000) {
          if (holds(walked) !== open) throw new Error(`changed at ${new Date(walked).toISOString()} already`);
        }
        if (change !== null) expect([holds(change - 60_000), holds(change)]).toEqual([open, !open]);
      },
    ),
    { numRuns: 400 },
  );
});

function pad(n: number): string {
  return String(n).padStart(2, '0');
}
