import { parseWorld, type World } from '../../simulate/world.ts';
import { type Random, randomOf } from '../../torture/random.ts';

/** How many of the recipients of a world are those of the campaign that is looked at. */
const smallest = 200;
const largest = 900;

/**
 * A world by chance: two to eight servers with limits of all kinds, some slow, some deferring; a send window, or none; half
 * of the time another campaign; sharing by age or by weight. Its first campaign takes hours to days.
 */
export function randomWorld(seed: number): World {
  const random = randomOf(seed, 1);
  const defers = random.chance(1 / 3) ? random.between(1, 8) / 100 : 0;
  const latency = random.pick(['0s', '0s', '200ms', '1s', '2s']);
  const servers = Array.from({ length: random.between(2, 8) }, (_, i) => ({
    name: `relay${i + 1}`,
    max_conns: random.between(1, 4),
    latency,
    deferred_share: defers,
    ...limits(random),
  }));
  const recipients = random.between(smallest, largest);
  const other = {
    name: 'Other',
    recipients: random.between(20, 300),
    priority: random.pick(['high', 'normal', 'low']),
    weight: random.between(1, 5),
    start: random.pick(['2026-11-24T09:00', '2026-11-24T13:00', '2026-11-25T09:00']),
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
        ...(random.chance(1 / 5) && { 'app.account_rate_limit_per_hour': random.between(20, 60) }),
        'queue.sharing': random.pick(['oldest', 'fair']),
      },
      servers,
      campaigns: [{ name: 'News', recipients, weight: random.between(1, 5) }, ...(random.chance(1 / 2) ? [other] : [])],
    }),
  );
}

function limits(random: Random) {
  const daily = { daily_limit: random.between(20, 90) };
  const sliding = {
    sliding_window: true,
    sliding_window_rate: random.between(2, 10),
    sliding_window_duration: random.pick(['10m', '30m', '1h', '2h']),
  };
  return random.pick([daily, sliding, { ...daily, ...sliding }]);
}
