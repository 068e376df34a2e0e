import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { calendarFeed } from './calendar-feed.ts';
import type { NamedCalendar } from './get-capacity-calendar.ts';

const now = Date.parse('2026-11-24T12:00:00.500Z');
const name = `Grüße; Fjällräven, "Böker" \\ 日本語 ${'and a long name '.repeat(8)}\r\nBEGIN:VEVENT\u0007`;
const calendar: NamedCalendar = {
  now,
  timeZone: 'Pacific/Auckland',
  days: [
    { day: '2026-11-25', limit: 30_000, used: 2_000, reserved: 10_000, free: 18_000, servers: [] },
    { day: '2026-11-26', limit: 30_000, used: 0, reserved: 12_000, free: 18_000, servers: [] },
    { day: '2026-11-27', limit: null, used: 0, reserved: 5, free: null, servers: [] },
    { day: '2026-11-28', limit: 0, used: 0, reserved: 0, free: 0, servers: [] },
  ],
  campaigns: [
    { id: 7, name, reserved: 22_005, finishAt: Date.parse('2026-11-26T23:00:00Z') },
    { id: 8, name: 'Later', reserved: 5, finishAt: null },
  ],
  nameOf: (uuid) => uuid,
  condition: 'the queue is resumed now',
  rootUrl: 'https://sluice.example.com:8443',
};
const eventsOf = (feed: string) =>
  new ICAL.Component(ICAL.parse(feed)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));

test('is read back by a parser: an all-day event a day, and when a campaign is done', () => {
  const events = eventsOf(calendarFeed(calendar));
  expect(events.map(({ uid, summary, startDate }) => [uid, startDate.toString(), summary])).toEqual([
    ['day-2026-11-25@sluice.example.com:8443', '2026-11-25', '2,000 of 30,000 used, 10,000 reserved, 18,000 free'],
    ['day-2026-11-26@sluice.example.com:8443', '2026-11-26', '12,000 of 30,000 reserved, 18,000 free'],
    ['day-2026-11-27@sluice.example.com:8443', '2026-11-27', '5 reserved, no limit'],
    ['day-2026-11-28@sluice.example.com:8443', '2026-11-28', 'Nothing can be sent'],
    [
      'campaign-7@sluice.example.com:8443',
      '2026-11-26T23:00:00Z',
      `${name.replace('\r\n', ' ').replace('\u0007', ' ')}: the last email leaves`,
    ],
  ]);
  expect(events[0]!.endDate.toString()).toBe('2026-11-26');
  expect(events[0]!.description).toBe('If the queue is resumed now.');
  expect(events[0]!.component.getFirstPropertyValue('dtstamp')!.toString()).toBe('2026-11-24T12:00:00Z');
});

test('is written as RFC 5545 has it: CRLF, lines of 75 octets and less, the same again each time', () => {
  const feed = calendarFeed(calendar);
  const lines = feed.split('\r\n');
  expect(lines.filter((line) => line.includes('\n') || Buffer.byteLength(line) > 75)).toEqual([]);
  expect(feed).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:/);
  expect(lines).toContain('DTSTART;VALUE=DATE:20261125');
  expect(calendarFeed(calendar)).toBe(feed);
});
