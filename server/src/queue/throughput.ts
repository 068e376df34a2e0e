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
  /** Of each server that accepted something in that day, also of those that are gone; by uuid. */
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
 * @param before What each server accepted in the 23 hours before those, which are over: nothing is added to them.
 */
export function throughputOf(hour: readonly MinuteUsage[], before: ReadonlyMap<string, number>, now: Date): Throughput {
  const since = firstMinute(now, hourMinutes);
  const placeOf = (minute: Date) => (minute.getTime() - since.getTime()) / minuteMs;
  const all = new Array<number>(hourMinutes).fill(0);
  const uuids = new Set([...before.keys(), ...hour.map(({ serverUuid }) => serverUuid)]);
  const byServer = new Map([...uuids].sort().map((uuid) => [uuid, new Array<number>(hourMinutes).fill(0)]));
  for (const { serverUuid, minute, count } of hour) {
    const place = placeOf(minute);
    const own = byServer.get(serverUuid)!;
    if (!(place >= 0 && place < hourMinutes)) continue;
    own[place] = own[place]! + count;
    all[place] = all[place]! + count;
  }
  return {
    ...paceOf(all, sum([...before.values()]), now),
    since,
    servers: [...byServer].map(([serverUuid, minutes]) => ({
      serverUuid,
      ...paceOf(minutes, before.get(serverUuid) ?? 0, now),
    })),
  };
}

function paceOf(minutes: number[], before: number, now: Date): Pace {
  const elapsedMinutes = 1 + (now.getTime() % minuteMs) / minuteMs;
  const rate = sum(minutes.slice(-2)) / elapsedMinutes;
  const lastHour = sum(minutes);
  return { ratePerMinute: Math.round(rate * 10) / 10, lastHour, lastDay: before + lastHour, minutes };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
