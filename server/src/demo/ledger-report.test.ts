import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largestInAnyDay, largestInAnyStretch, ledgerReport, type Receipt } from './ledger-report.ts';

const times = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 60 });
const period = fc.integer({ min: 1, max: 50 });

test('finds the fullest stretch, as trying every beginning does', () => {
  fc.assert(
    fc.property(times, period, (times, periodMs) => {
      const counts = times.map((from) => times.filter((at) => at >= from && at < from + periodMs).length);
      expect(largestInAnyStretch(times, periodMs)).toBe(Math.max(0, ...counts));
    }),
  );
});

test('a stretch holds its first instant, and not the one a period later', () => {
  expect(largestInAnyStretch([1000, 2999], 2000)).toBe(2);
  expect(largestInAnyStretch([1000, 3000], 2000)).toBe(1);
  expect(largestInAnyStretch([], 2000)).toBe(0);
});

test('a longer stretch never holds less, and one over everything holds all', () => {
  fc.assert(
    fc.property(times, period, (times, periodMs) => {
      expect(largestInAnyStretch(times, periodMs + 1)).toBeGreaterThanOrEqual(largestInAnyStretch(times, periodMs));
      expect(largestInAnyStretch(times, 201)).toBe(times.length);
    }),
  );
});

test('days begin at midnight of the zone, also when they are 23 hours long', () => {
  const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
  const berlin = [at('2026-03-28T22:59:59Z'), at('2026-03-28T23:00:00Z'), at('2026-03-29T21:59:59Z')];
  expect(largestInAnyDay(berlin, 'Europe/Berlin')).toBe(2);
  expect(largestInAnyDay([...berlin, at('2026-03-29T22:00:00Z')], 'Europe/Berlin')).toBe(2);
  expect(largestInAnyDay(berlin, 'UTC')).toBe(2);
  expect(largestInAnyDay([], 'UTC')).toBe(0);
});

const servers = [
  { name: 'north', dailyLimit: 2, slidingWindow: { max: 1, periodMs: 1000 } },
  { name: 'south', dailyLimit: null, slidingWindow: null },
];
const receipt = (to: string, server: string, at: number): Receipt => ({ to, server, at });
const report = (receipts: Receipt[], eligible = ['ada@example.com', 'bob@example.com']) =>
  ledgerReport(receipts, { eligible, servers, timeZone: 'UTC' });

test('is right when everyone got one message within the limits', () => {
  const right = report([receipt('Ada@example.com', 'north', 0), receipt('bob@example.com', 'south', 0)]);
  expect(right).toEqual({
    ...{ eligible: 2, accepted: 2, lost: [], duplicates: [], strangers: [], isRight: true },
    servers: [
      {
        name: 'north',
        accepted: 1,
        limits: [
          { period: 'any 1 s', max: 1, largest: 1 },
          { period: 'a day', max: 2, largest: 1 },
        ],
      },
      { name: 'south', accepted: 1, limits: [] },
    ],
  });
});

test('an address is one however it is written', () => {
  const zoe = [receipt('Zoe@bücher.test', 'south', 0)];
  expect(report(zoe, ['zoe@xn--bcher-kva.test'])).toMatchObject({ isRight: true });
});

test('names who was lost, doubled or a stranger, and is then not right', () => {
  const ada = receipt('ada@example.com', 'south', 0);
  expect(report([ada])).toMatchObject({ lost: ['bob@example.com'], isRight: false });
  expect(report([ada, { ...ada, to: 'ADA@example.com' }], ['ada@example.com'])).toMatchObject({
    duplicates: [{ to: 'ada@example.com', count: 2 }],
    isRight: false,
  });
  expect(report([ada, receipt('eve@example.com', 'south', 0)], ['ada@example.com'])).toMatchObject({
    strangers: ['eve@example.com'],
    isRight: false,
  });
});

test('is not right when a server took more than a limit allows', () => {
  const both = (apartMs: number) =>
    report([receipt('ada@example.com', 'north', 0), receipt('bob@example.com', 'north', apartMs)]);
  expect(both(1000).isRight).toBe(true);
  expect(both(999).isRight).toBe(false);
});
