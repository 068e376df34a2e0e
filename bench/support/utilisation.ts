import { nextMidnight } from '../../server/src/capacity/calendar-day.ts';
import {
  isOpen,
  nextClosing,
  nextOpening,
  type SendWindow,
  sendWindowOf,
} from '../../server/src/capacity/send-window.ts';
import { parseDuration } from '../../server/src/settings/duration.ts';
import type { Simulation } from '../../simulate/simulate.ts';
import { timeZoneOf, type World, type WorldServer } from '../../simulate/world.ts';

/** What left on the days before the last, and the most that any sender could have sent on them within the limits. */
export function utilisation(world: World, { sent, startedAt }: Simulation, finishedAt: number) {
  const timeZone = timeZoneOf(world);
  const window = windowOf(world, timeZone);
  let allowed = 0;
  let used = 0;
  for (let from = startedAt.getTime(); ; ) {
    const to = nextMidnight(from, timeZone);
    if (to > finishedAt) return { used, allowed };
    const open = openStretches(window, from, to);
    const ofAll = world.servers.reduce((sum, server) => sum + server.count * mostOf(server, open), 0);
    const hourly = world.settings['app.account_rate_limit_per_hour'] ?? 0;
    allowed += Math.min(ofAll, hourly > 0 ? slidingMost(hourly, 3_600_000, open) : Infinity);
    used += sent.reduce((sum, { at, count }) => sum + (at >= from && at < to ? count : 0), 0);
    from = to;
  }
}

function windowOf({ settings }: World, timeZone: string): SendWindow | null {
  const several = settings['app.send_windows'] ?? [];
  const [start, end] = [settings['app.send_time_start'], settings['app.send_time_end']];
  const spans = several.length > 0 ? several : start && end ? [{ start, end }] : [];
  return spans.length > 0 ? sendWindowOf(timeZone, spans) : null;
}

/** The lengths of the stretches in which mail may leave, in milliseconds. */
function openStretches(window: SendWindow | null, from: number, to: number): number[] {
  const lengths: number[] = [];
  for (let at = from; at < to; ) {
    const isNow = isOpen(window, at);
    const until = Math.min(to, (isNow ? nextClosing(window, at) : nextOpening(window, at)) ?? to);
    if (isNow) lengths.push(until - at);
    at = until;
  }
  return lengths;
}

function mostOf(server: WorldServer, open: readonly number[]): number {
  const most = [Infinity];
  if (server.daily_limit > 0) most.push(server.daily_limit);
  if (server.sliding_window) {
    const periodMs = parseDuration(server.sliding_window_duration!, 'sliding_window_duration');
    most.push(slidingMost(server.sliding_window_rate!, periodMs, open));
  }
  return Math.min(...most);
}

/** As many at once as the limit has, again whenever its period is over. */
function slidingMost(max: number, periodMs: number, open: readonly number[]): number {
  return open.reduce((sum, ms) => sum + max * Math.ceil(ms / periodMs), 0);
}
