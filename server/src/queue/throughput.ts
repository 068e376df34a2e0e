const minuteMs = 60_000;
const hourMinutes = 60;

/** What a server accepted within a minute. */
export interface MinuteUsage {
  serverUuid: string;
  /** When the minute begins. */
  minute: Date;
  count: number;
}

/** How much one server, or all together, accepted lately. */
export interface Pace {
  /** Per minute, over the present minute and the one before it; to one decimal. */
  ratePerMinute: number;
  /** In the present minute and the 59 before it. */
  lastHour: number;
  /** In the present minute and the 1,439 before it. */
  lastDay: number;
  /** Of each minute of that hour, the oldest first. */
  minutes: number[];
}

export interface Throughput extends Pace {
  /** When the first of `minutes` begins. */
  since: Date;
  /** Of each server that accepted something in that day, also of those that are gone. */
  servers: (Pace & { serverUuid: string })[];
}

/** When the first minute begins of the last `minutes` minutes, the present one included. */
export function firstMinute(now: Date, minutes: number): Date {
  return new Date((Math.floor(now.getTime() / minuteMs) - minutes + 1) * minuteMs);
}

/**
 * How much is accepted, by server and in all.
 *
 * @param hour What was accepted in the minutes since `firstMinute(now, 60)`.
 * @param day What each server accepted in all minutes since `firstMinute(now, 1440)`.
 */
export function throughputOf(hour: readonly MinuteUsage[], day: ReadonlyMap<string, number>, now: Date): Throughput {
  const since = firstMinute(now, hourMinutes);
  const placeOf = (minute: Date) => (minute.getTime() - since.getTime()) / minuteMs;
  const all = new Array<number>(hourMinutes).fill(0);
  const byServer = new Map([...day.keys()].map((uuid) => [uuid, new Array<number>(hourMinutes).fill(0)]));
  for (const { serverUuid, minute, count } of hour) {
    const place = placeOf(minute);
    const own = byServer.get(serverUuid);
    if (!own || !(place >= 0 && place < hourMinutes)) continue;
    own[place] = own[place]! + count;
    all[place] = all[place]! + count;
  }
  return {
    ...paceOf(all, sum([...day.values()]), now),
    since,
    servers: [...byServer].map(([serverUuid, minutes]) => ({
      serverUuid,
      ...paceOf(minutes, day.get(serverUuid)!, now),
    })),
  };
}

function paceOf(minutes: number[], lastDay: number, now: Date): Pace {
  const elapsedMinutes = 1 + (now.getTime() % minuteMs) / minuteMs;
  const rate = sum(minutes.slice(-2)) / elapsedMinutes;
  return { ratePerMinute: Math.round(rate * 10) / 10, lastHour: sum(minutes), lastDay, minutes };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
