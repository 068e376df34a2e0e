import { dailyLimit, type Limit, slidingLimit } from '../capacity/limit.ts';
import type { Limits } from '../capacity/limits.ts';
import type { Configuration } from './configuration.ts';
import type { Settings } from './settings.ts';
import type { SmtpServer } from './smtp-server.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;

/** The limits that settings and servers put in force. */
export function limitsOf({ version, settings, servers }: Configuration): Limits {
  return {
    version,
    timeZone: settings.timezone,
    sendWindow: settings.sendWindow,
    account: {
      minute: slidingLimit(settings.accountRateLimitPerMinute, minuteMs),
      hour: slidingLimit(settings.accountRateLimitPerHour, hourMs),
      day: dailyLimit(settings.accountRateLimitPerDay, settings.dailyLimitPeriod),
    },
    servers: servers
      .filter(({ enabled }) => enabled)
      .map((server) => ({
        uuid: server.uuid,
        daily: dailyLimit(server.dailyLimit, server.dailyLimitPeriod ?? settings.dailyLimitPeriod),
        sliding: slidingWindowOf(server, settings),
        further: server.limits.flatMap(({ max, periodMs }) => slidingLimit(max, periodMs) ?? []),
      })),
  };
}

/** A server's own window wins; `false` means none, and null the one of the settings, if that is on. */
function slidingWindowOf(server: SmtpServer, settings: Settings): Limit | null {
  if (server.slidingWindow === null) {
    return settings.messageSlidingWindow
      ? slidingLimit(settings.messageSlidingWindowRate, settings.messageSlidingWindowDurationMs)
      : null;
  }
  if (!server.slidingWindow) return null;
  return slidingLimit(server.slidingWindowRate ?? 0, server.slidingWindowDurationMs ?? 0);
}
