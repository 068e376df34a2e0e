import { dayLimit, type Limit, slidingLimit } from '../capacity/limit.ts';
import type { Limits } from '../capacity/limits.ts';
import type { Configuration } from './configuration.ts';
import type { Settings } from './settings.ts';
import type { SmtpServer } from './smtp-server.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * Every limit in force: the one place where a server's own sliding window is weighed against the account's. Servers that
 * are not enabled are absent.
 */
export function effectiveLimits({ settings, servers }: Pick<Configuration, 'settings' | 'servers'>): Limits {
  return {
    timeZone: settings.timezone,
    sendWindow: settings.sendWindow,
    account: {
      minute: slidingLimit(settings.accountRateLimitPerMinute, minuteMs),
      hour: slidingLimit(settings.accountRateLimitPerHour, hourMs),
      day: dayLimit(settings.accountRateLimitPerDay),
    },
    servers: servers
      .filter(({ enabled }) => enabled)
      .map((server) => ({
        uuid: server.uuid,
        daily: dayLimit(server.dailyLimit),
        sliding: slidingWindowOf(server, settings),
      })),
  };
}

function slidingWindowOf(server: SmtpServer, settings: Settings): Limit | null {
  if (server.slidingWindow === null) {
    return settings.messageSlidingWindow
      ? slidingLimit(settings.messageSlidingWindowRate, settings.messageSlidingWindowDurationMs)
      : null;
  }
  if (!server.slidingWindow || server.slidingWindowRate === null || server.slidingWindowDurationMs === null) return null;
  return slidingLimit(server.slidingWindowRate, server.slidingWindowDurationMs);
}
