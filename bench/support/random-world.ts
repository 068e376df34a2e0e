import { parseWorld, type World } from '../../simulate/world.ts';
import { type Random, randomOf } from '../../torture/random.ts';

/** How many of the recipients of a world are those of the campaign that is looked at. */
const smallest = 300;
const largest = 3_000;

/**
 * A world by chance: five to thirty servers with limits of all kinds, some slow, some deferring; a send window, or none; half
 * of the time another campaign; sharing by age or by weight. Its first campaign has as many recipients as such servers take in
 * one to two and a half days, or so, if that is 300 to 3,000; on the day before another one has gone.
 */
export function randomWorld(seed: number): World {
  const random = randomOf(seed, 1);
  const defers = random.chance(1 / 3) ? random.between(1, 8) / 100 : 0;
  const latency = random.pick(['0s', '0s', '200ms', '1s', '2s']);
  const servers = Array.from({ length: random.between(5, 30) }, (_, i) => ({
    name: `relay${i + 1}`,
    max_conns: random.between(1, 4),
    latency,
    deferred_share: defers,
    ...limits(random),
  }));
  const perDay = servers.reduce((sum, server) => sum + mostPerDay(server), 0);
  const recipients = Math.round(Math.min(largest, Math.max(smallest, (perDay * random.between(80, 250)) / 100)));
  const other = {
    name: 'Other',
    recipients: Math.round((recipients * random.between(10, 50)) / 100),
    priority: random.pick(['high', 'normal', 'low']),
    weight: random.between(1, 5),
    start: random.pick(['2026-11-25T09:00', '2026-11-25T13:00', '2026-11-26T09:00']),
  };
  return parseWorld(
    JSON.stringify({
      name: `World ${seed}`,
      start: '2026-11-24T09:00',
      days: 90,
      seed,
      settings: {
        'app.timezone': 'Europe/Berlin',
        ...random.pick([
          {},
          { 'app.send_time_start': '08:00', 'app.send_time_end': '20:00' },
          { 'app.send_time_start': '21:00', 'app.send_time_end': '05:00' },
          {
            'app.send_windows': [
              { start: '09:00', end: '12:00' },
              { start: '14:00', end: '18:30' },
            ],
          },
        ]),
        ...(random.chance(1 / 5) && { 'app.account_rate_limit_per_hour': random.between(50, 200) }),
        'queue.sharing': random.pick(['oldest', 'fair']),
      },
      servers,
      campaigns: [
        { name: 'News', recipients, weight: random.between(1, 5), start: '2026-11-25T09:00' },
        { name: 'Earlier', recipients: 100 },
        ...(random.chance(1 / 2) ? [other] : []),
      ],
    }),
  );
}

const slidingHours = { '30m': 0.5, '1h': 1, '2h': 2 };

function limits(random: Random) {
  const daily = { daily_limit: random.between(20, 90) };
  const sliding = {
    sliding_window: true,
    sliding_window_rate: random.between(2, 10),
    sliding_window_duration: random.pick(['30m', '1h', '2h'] as const),
  };
  return random.pick<Partial<typeof daily & typeof sliding>>([daily, sliding, { ...daily, ...sliding }]);
}

/** What a server may take in the twelve hours or so for which a window is open. */
function mostPerDay(server: ReturnType<typeof limits>): number {
  const { daily_limit = Infinity, sliding_window_rate = Infinity, sliding_window_duration = '1h' } = server;
  return Math.min(daily_limit, (sliding_window_rate * 12) / slidingHours[sliding_window_duration]);
}
