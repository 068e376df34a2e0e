import { dayOf, zoned } from '../capacity/calendar-day.ts';
import type { Instant } from '../capacity/limit.ts';
import type { Plan } from './plan.ts';
import type { Hold } from './plan-hold.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export interface SentenceContext {
  /** The name of a server, by its uuid. */
  nameOf(serverUuid: string): string;
  /** What has to happen first, such as `it is started now`; `null` for a campaign that goes by itself. */
  condition: string | null;
}

/**
 * A plan in words, beginning as the guide prints it.
 *
 * @example
 * planSentence(plan, { nameOf, condition: null })
 * // 'This campaign will complete in 2 days: Thursday 26 Nov, 14:10. 30 servers at their daily limits hold it back.'
 */
export function planSentence(plan: Plan, { nameOf, condition }: SentenceContext): string {
  if (plan.never) return `This campaign will ${neverWords(plan.never, plan.capacityPerDay)}.`;
  const { now, timeZone } = plan;
  const finishAt = plan.finishAt!;
  const ifSo = condition ? `, if ${condition}` : '';
  if (plan.remaining === 0) return `This campaign has nobody left to send to: it will complete at once${ifSo}.`;
  const hold = holdSentence(mainHolds(plan), nameOf);
  const when = dateWords(finishAt, now, timeZone);
  return `This campaign will complete ${durationWords(finishAt, now, timeZone)}${ifSo}: ${when}.${hold ? ` ${hold}` : ''}`;
}

/** `never complete: …`, or `complete at a time that can't be told: …`, as what a campaign will do. */
export function neverWords(never: NonNullable<Plan['never']>, capacityPerDay: number | null): string {
  switch (never) {
    case 'no server':
      return 'never complete: no SMTP server is enabled that could send it';
    case 'window never opens':
      return 'never complete: there is no time at which the send window is open';
    case 'starts later':
      return 'not complete within a year: it does not start before';
    case 'horizon':
      return `not complete within a year: all servers together can send ${capacityPerDay ?? 'any number'} a day`;
    case 'too many steps':
      return "complete at a time that can't be told: its limits let too few emails go at a time to plan them all";
  }
}

/** `in 3 minutes`, `in 5 hours`, and from a day on the difference of the dates: `in 2 days`. */
function durationWords(at: Instant, now: Instant, timeZone: string): string {
  const ms = at - now;
  if (ms < minuteMs) return 'in less than a minute';
  if (ms < hourMs) return `in ${counted(Math.round(ms / minuteMs), 'minute')}`;
  if (ms < dayMs) return `in ${counted(Math.round(ms / hourMs), 'hour')}`;
  const days = Temporal.PlainDate.from(dayOf(now, timeZone)).until(dayOf(at, timeZone), { largestUnit: 'day' }).days;
  return `in ${counted(days, 'day')}`;
}

/** How long that is: `40 minutes`, `30 hours`, and from two days on `3 days`. @param ms At least a minute. */
export function lengthWords(ms: number): string {
  if (ms < hourMs) return counted(Math.round(ms / minuteMs), 'minute');
  return ms < 2 * dayMs ? counted(Math.round(ms / hourMs), 'hour') : counted(Math.round(ms / dayMs), 'day');
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Thursday 26 Nov, 14:10`, with the year if it is not this one; never early. */
export function dateWords(at: Instant, now: Instant, timeZone: string): string {
  const time = zoned(Math.ceil(at / minuteMs) * minuteMs, timeZone);
  const year = time.year === zoned(now, timeZone).year ? '' : ` ${time.year}`;
  const clock = time.toPlainTime().toString({ smallestUnit: 'minute' });
  return `${weekdays[time.dayOfWeek - 1]} ${time.day} ${months[time.month - 1]}${year}, ${clock}`;
}

/** What holds the campaign back for most of the time; and the send window, where that costs about as much. */
function mainHolds({ stretches }: Pick<Plan, 'stretches'>): Hold[] {
  const times = new Map<Hold['by'], { ms: number; hold: Hold }>();
  for (const { from, to, hold } of stretches) {
    if (!hold) continue;
    const known = times.get(hold.by);
    const most = known && known.hold.servers.length >= hold.servers.length ? known.hold : hold;
    times.set(hold.by, { ms: (known?.ms ?? 0) + to - from, hold: most });
  }
  const window = times.get('send window') ?? times.get('campaign window');
  times.delete('send window');
  times.delete('campaign window');
  const [main] = [...times.values()].sort((a, b) => b.ms - a.ms);
  if (!main) return window ? [window.hold] : [];
  // A pace reckons with the hours in which the window is open.
  if (main.hold.by === 'pace') return [main.hold];
  return window && window.ms > main.ms * 0.75 ? [main.hold, window.hold] : [main.hold];
}

function holdSentence(holds: readonly Hold[], nameOf: (uuid: string) => string): string {
  if (holds.length === 0) return '';
  const words = holds.map((hold) => holdWords(hold, nameOf));
  const isMany = words.length > 1 || words[0]!.isMany;
  const subject = words.map(({ text }) => text).join(' and ');
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)} ${isMany ? 'hold' : 'holds'} it back.`;
}

function holdWords({ by, servers }: Hold, nameOf: (uuid: string) => string): { text: string; isMany: boolean } {
  const many = servers.length > 1;
  const all = many ? `${servers.length} servers` : servers.map(nameOf).join();
  switch (by) {
    case 'daily limit':
      return { text: many ? `${all} at their daily limits` : `the daily limit of ${all}`, isMany: many };
    case 'sliding window':
      return { text: many ? `the sliding windows of ${all}` : `the sliding window of ${all}`, isMany: many };
    case 'speed':
      return { text: `the speed of ${all}`, isMany: false };
    case 'set aside':
      return { text: `${all}, set aside after ${many ? 'faults' : 'a fault'},`, isMany: many };
    case 'send window':
      return { text: 'the send window', isMany: false };
    case 'campaign window':
      return { text: "the campaign's own send window", isMany: false };
    case 'other campaigns':
      return { text: 'other campaigns that leave first', isMany: true };
    case 'retry':
      return { text: 'emails that servers have deferred', isMany: true };
    case 'pace':
      return { text: 'its even pace', isMany: false };
    case 'schedule':
      return { text: 'the time at which it starts', isMany: false };
    default:
      return { text: `the account's limit per ${by.replace('account ', '')}`, isMany: false };
  }
}

function counted(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}
