import type { Instant } from '../capacity/limit.ts';
import { type SendWindow, sendWindowOf } from '../capacity/send-window.ts';
import type { SmtpServer } from '../settings/smtp-server.ts';
import type { KnownWorld } from './load-known.ts';
import { type Plan, planOf } from './plan.ts';
import { dateWords } from './plan-sentence.ts';
import { worldOf } from './world-of.ts';

/** What it would take for a campaign to be done by a certain time. */
export interface Advice {
  readonly finishBy: Instant;
  /** As things are. */
  readonly isInTime: boolean;
  /** So many more servers, each with this daily limit (0: none), would do; `null` if none are needed or none would help. */
  readonly servers: { count: number; dailyLimit: number } | null;
  /** A send window until then, `HH:MM`, would do; `null` if it need not be wider or that would not help. */
  readonly windowEnd: string | null;
  readonly sentence: string;
}

/** More servers than this are no advice. */
const mostServers = 1000;
const stepMinutes = 5;
const dayMinutes = 1440;

/**
 * The smallest change of each kind with which the campaign is done by `finishBy`: more servers like the usual one, or a
 * later end of the send window. Each is found by plans of the changed world. Of a campaign that is spread evenly it is first
 * asked whether it would be done if it were not.
 */
export function adviceFor(
  present: KnownWorld,
  plan: Plan,
  { campaignId, finishBy }: { campaignId: number; finishBy: Instant },
): Advice {
  const isDone = (changed: KnownWorld) => {
    const { finishAt } = planOf(worldOf(changed), campaignId);
    return finishAt !== null && finishAt <= finishBy;
  };
  const isInTime = plan.finishAt !== null && plan.finishAt <= finishBy;
  const canBe = !isInTime && finishBy > plan.now;
  const known = sentFast(present, campaignId);
  if (canBe && known !== present && isDone(known)) {
    const when = dateWords(finishBy, plan.now, plan.timeZone);
    const sentence = `To finish by ${when} make that its deadline, or send it as fast as limits allow.`;
    return { finishBy, isInTime, servers: null, windowEnd: null, sentence };
  }
  const pattern = usualServer(known);
  const count = canBe && pattern ? least(mostServers, (n) => isDone(withServers(known, pattern, n))) : null;
  const windowEnd = canBe ? windowEndFor(known, isDone) : null;
  const advice = {
    finishBy,
    isInTime,
    servers: count === null ? null : { count, dailyLimit: pattern!.dailyLimit },
    windowEnd,
  };
  return { ...advice, sentence: adviceSentence(plan, advice) };
}

function adviceSentence(
  { now, timeZone }: Plan,
  { finishBy, isInTime, servers, windowEnd }: Omit<Advice, 'sentence'>,
): string {
  const when = dateWords(finishBy, now, timeZone);
  if (isInTime) return `It will be done by ${when} as things are.`;
  if (finishBy <= now) return `${when} is past: nothing can be done by then.`;
  const ways: string[] = [];
  if (servers) {
    const each = servers.dailyLimit === 0 ? 'without a daily limit' : `of ${servers.dailyLimit} a day`;
    ways.push(`${servers.count} more server${servers.count === 1 ? '' : 's'} ${each}`);
  }
  if (windowEnd) ways.push(`the window until ${windowEnd}`);
  if (ways.length === 0) return `Neither more servers nor a longer window would have it done by ${when}.`;
  return `To finish by ${when} you need ${ways.join(', or ')}.`;
}

/** The world in which the campaign is sent as fast as limits allow: the same one if it is. */
function sentFast(known: KnownWorld, campaignId: number): KnownWorld {
  if (known.campaigns.every(({ id, pacing }) => id !== campaignId || pacing === 'fast')) return known;
  const fast = { pacing: 'fast', deadline: null } as const;
  return { ...known, campaigns: known.campaigns.map((one) => (one.id === campaignId ? { ...one, ...fast } : one)) };
}

/** The enabled server whose limits most have, or `null` if there is none. */
function usualServer({ configuration }: KnownWorld): SmtpServer | null {
  const enabled = configuration.servers.filter((server) => server.enabled);
  const alike = [...Map.groupBy(enabled, ({ dailyLimit }) => dailyLimit).values()];
  return alike.sort((a, b) => b.length - a.length)[0]?.[0] ?? null;
}

function withServers(known: KnownWorld, pattern: SmtpServer, count: number): KnownWorld {
  const added = Array.from({ length: count }, (_, i) => ({ ...pattern, uuid: `added ${i}`, name: `email-added-${i}` }));
  const { configuration } = known;
  return { ...known, configuration: { ...configuration, servers: [...configuration.servers, ...added] } };
}

/**
 * The earliest end of the account's window, later than its last one, by which the campaign is done; `null` too where windows
 * differ by weekday or day.
 */
function windowEndFor(known: KnownWorld, isDone: (changed: KnownWorld) => boolean): string | null {
  const { settings } = known.configuration;
  const daily = settings.sendWindow && dailySpan(settings.sendWindow);
  if (!daily) return null;
  const until = (minutes: number): KnownWorld => ({
    ...known,
    configuration: {
      ...known.configuration,
      settings: {
        ...settings,
        sendWindow: sendWindowOf(settings.timezone, [
          { start: timeOfDay(daily.start), end: timeOfDay(daily.end + minutes) },
        ]),
      },
    },
  });
  const steps = Math.floor((daily.start + dayMinutes - daily.end - 1) / stepMinutes);
  const step = least(steps, (n) => isDone(until(n * stepMinutes)));
  return step === null ? null : timeOfDay(daily.end + step * stepMinutes);
}

/** The one span that a window has every day, in minutes of the day; its end may be of the next. `null` for others. */
function dailySpan(window: SendWindow): { start: number; end: number } | null {
  const minutes = new Set<string>();
  const merged = window.open.length === 8 ? overWeekend(window.open) : window.open;
  for (const { from, to } of merged) {
    const start = (from / 60_000) % dayMinutes;
    minutes.add(`${start} ${start + (to - from) / 60_000}`);
  }
  if (merged.length !== 7 || minutes.size !== 1) return null;
  const [start, end] = [...minutes][0]!.split(' ').map(Number);
  return { start: start!, end: end! };
}

/** A span over midnight on Sunday is in two parts, at either end of the week. */
function overWeekend(open: SendWindow['open']): SendWindow['open'] {
  const [first, last] = [open[0]!, open.at(-1)!];
  return [...open.slice(1, -1), { from: last.from, to: last.to + first.to - first.from }];
}

/** The least of 1 to `most` for which `holds`, if it holds for all that are larger; `null` if it holds for none. */
function least(most: number, holds: (n: number) => boolean): number | null {
  let [low, high] = [0, 1];
  while (high < most && !holds(high)) [low, high] = [high, Math.min(most, high * 2)];
  if (most < 1 || !holds(high)) return null;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function timeOfDay(minutes: number): string {
  const inDay = minutes % dayMinutes;
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`;
}
