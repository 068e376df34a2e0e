import { expect, test } from 'vitest';
import type { SettingsAnswer } from '../../../shared/settings-query.ts';
import { asThingsAre, supposedOf } from './supposition.ts';

const limits = {
  sliding_window: true,
  sliding_window_rate: 2,
  sliding_window_duration: '30m',
  limits: [],
  max_conns: 3,
};
const settings = {
  ...{ 'app.send_time_start': '08:00', 'app.send_time_end': '20:00' },
  smtp: [
    { ...limits, name: 'email-a', enabled: true, daily_limit: 500 },
    { ...limits, name: 'email-b', enabled: true, daily_limit: 1000 },
    { ...limits, name: 'email-c', enabled: true, daily_limit: 1000 },
    { ...limits, name: 'email-d', enabled: false, daily_limit: 500 },
  ],
} as unknown as SettingsAnswer;

test('as things are nothing is supposed', () => {
  expect(supposedOf(asThingsAre(settings), settings)).toBeNull();
});

test('servers like the usual one, a limit for all that are enabled, a window, a pause, an end', () => {
  const none = asThingsAre(settings);
  expect(none.each).toBe(1000);
  expect(supposedOf({ ...none, servers: 4, limit: 0 }, settings)).toEqual({
    servers: [
      ...['email-a', 'email-b', 'email-c'].map((name) => ({ name, daily_limit: 0 })),
      { ...limits, name: 'what-if', daily_limit: 1000, count: 4 },
    ],
  });
  const at = '2026-11-27T18:00:00.000Z';
  expect(supposedOf({ ...none, end: '22:00', sendAt: at, finishBy: at }, settings)).toEqual({
    settings: { 'app.send_windows': [], 'app.send_time_start': '08:00', 'app.send_time_end': '22:00' },
    ...{ send_at: at, finish_by: at },
  });
});
