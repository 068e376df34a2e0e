import { dayOf, nextMidnight } from '../../server/src/capacity/calendar-day.ts';
import { isOpen, nextOpening, type SendWindow, sendWindowOf } from '../../server/src/capacity/send-window.ts';
import { parseDuration } from '../../server/src/settings/duration.ts';
import type { Simulation } from '../../simulate/simulate.ts';
import { timeZoneOf, type World, type WorldServer } from '../../simulate/world.ts';

/** What left on the days before the last, and the most that any sender could have sent on them within the servers' limits. */
export function utilisation(world: World, { sent, startedAt }: Simulation, finishedAt: number) {
  const timeZone = timeZoneOf(world);
  const span = { from: startedAt.getTime(), to: finishedAt, window: windowOf(world, timeZone), timeZone };
  const servers = world.servers.map((server) => ({ count: server.count, most: mostByDay(limitsOf(server), span) }));
  let allowed = 0;
  let used = 0;
  for (let from = span.from; nextMidnight(from, timeZone) <= finishedAt; from = nextMidnight(from, timeZone)) {
    const [day, to] = [dayOf(from, timeZone), nextMidnight(from, timeZone)];
    allowed += servers.reduce((sum, { count, most }) => sum + count * (most.get(day) ?? 0), 0);
    used += sent.reduce((sum, { at, count }) => sum + (at >= from && at < to ? count : 0), 0);
  }
  return { used, allowed };
}

interface SenderLimits {
  daily: number;
  /** Most in any stretch of `periodMs`. */
  max: number;
  periodMs: number;
}

const noLimits: SenderLimits = { daily: Infinity, max: Infinity, periodMs: 1_000 };

function limitsOf(server: WorldServer): SenderLimits {
  const daily = server.daily_limit > 0 ? server.daily_limit : Infinity;
  if (!server.sliding_window) return { ...noLimits, daily };
  const periodMs = parseDuration(server.sliding_window_duration!, 'sliding_window_duration');
  return { daily, max: server.sliding_window_rate!, periodMs };
}

/** What leaves each day if all goes as soon as the limits, to the millisecond, and the window allow; in no time. */
function mostByDay(
  { daily, max, periodMs }: SenderLimits,
  { from, to, window, timeZone }: { from: number; to: number; window: SendWindow | null; timeZone: string },
): Map<string, number> {
  const most = new Map<string, number>();
  let recent: { at: number; count: number }[] = [];
  for (let at = from; at < to; ) {
    if (!isOpen(window, at)) {
      at = nextOpening(window, at) ?? to;
      continue;
    }
    recent = recent.filter((one) => one.at + periodMs > at);
    const day = dayOf(at, timeZone);
    const left = daily - (most.get(day) ?? 0);
    const count = Math.min(left, max - recent.reduce((sum, one) => sum + one.count, 0));
    if (count > 0) {
      most.set(day, (most.get(day) ?? 0) + count);
      recent.push({ at, count });
    }
    at = count === left || recent.length === 0 ? nextMidnight(at, timeZone) : recent[0]!.at + periodMs;
  }
  return most;
}

function windowOf({ settings }: World, timeZone: string): SendWindow | null {
  const several = settings['app.send_windows'] ?? [];
  const [start, end] = [settings['app.send_time_start'], settings['app.send_time_end']];
  const spans = several.length > 0 ? several : start && end ? [{ start, end }] : [];
  return spans.length > 0 ? sendWindowOf(timeZone, spans) : null;
}
