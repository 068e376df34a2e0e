import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDuration, parseDuration } from './duration.ts';

test.for([
  ['10ms', 10],
  ['15s', 15_000],
  ['30m', 1_800_000],
  ['1h', 3_600_000],
  ['1h30m', 5_400_000],
  ['1d', 86_400_000],
  ['1d2h3m4s5ms', 93_784_005],
  ['0s', 0],
] as const)('%s is %i ms', ([text, ms]) => {
  expect(parseDuration(text, 'x')).toBe(ms);
});

test.for(['', '1', 'h', '1 h', '-1h', '1.5h', '30m1h', '1hour', '1h\n', 'ms', '1H', '9999999999d'])(
  '%j is no duration',
  (text) => {
    expect(() => parseDuration(text, 'app.some_duration')).toThrow(/^app\.some_duration: expected a duration, such as/);
  },
);

test('keeps to a range, both ends included', () => {
  const range = { from: '1s', to: '1h' };
  expect(parseDuration('1s', 'x', range)).toBe(1000);
  expect(parseDuration('60m', 'x', range)).toBe(3_600_000);
  expect(() => parseDuration('999ms', 'x', range)).toThrow('x: expected a duration from 1s to 1h');
  expect(() => parseDuration('1h1ms', 'x', range)).toThrow('from 1s to 1h');
});

test('reads what it writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e13 }), (ms) => {
      expect(parseDuration(formatDuration(ms), 'x')).toBe(ms);
    }),
  );
});
