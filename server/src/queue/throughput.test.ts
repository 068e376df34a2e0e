import { expect, test } from 'vitest';
import { firstMinute, throughputOf } from './throughput.ts';

const now = new Date('2026-03-04T12:00:30Z');
const at = (time: string) => new Date(`2026-03-04T${time}:00Z`);

test('the first of the last 60 minutes is the 59th before the present one', () => {
  expect(firstMinute(now, 1)).toEqual(at('12:00'));
  expect(firstMinute(now, 60)).toEqual(at('11:01'));
});

test('tells the minutes of the hour and the sums, by server and in all', () => {
  const hour = [
    { serverUuid: 'a', minute: at('11:00'), count: 1000 }, // an hour ago
    { serverUuid: 'a', minute: at('11:01'), count: 7 },
    { serverUuid: 'b', minute: at('11:59'), count: 20 },
    { serverUuid: 'a', minute: at('12:00'), count: 10 },
    { serverUuid: 'a', minute: at('12:01'), count: 1000 }, // the clock has been put back
  ];
  const throughput = throughputOf(hour, new Map(Object.entries({ a: 100, c: 3 })), now);
  expect(throughput.since).toEqual(at('11:01'));
  expect([throughput.lastHour, throughput.lastDay, throughput.ratePerMinute]).toEqual([37, 140, 20]); // 30 in 1.5 minutes
  expect([throughput.minutes.length, throughput.minutes[0], throughput.minutes[58], throughput.minutes[59]]).toEqual([
    60, 7, 20, 10,
  ]);
  expect(throughput.servers.map(({ minutes, ...server }) => ({ ...server, last: minutes.at(-1) }))).toEqual([
    { serverUuid: 'a', ratePerMinute: 6.7, lastHour: 17, lastDay: 117, last: 10 },
    { serverUuid: 'b', ratePerMinute: 13.3, lastHour: 20, lastDay: 20, last: 0 },
    { serverUuid: 'c', ratePerMinute: 0, lastHour: 0, lastDay: 3, last: 0 },
  ]);
});
