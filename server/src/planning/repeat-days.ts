import { nextMidnight } from '../capacity/calendar-day.ts';
import type { Instant } from '../capacity/limit.ts';
import { type Meter, remaining } from '../capacity/meter.ts';
import { isOpen, nextClosing, nextOpening, type SendWindow } from '../capacity/send-window.ts';
import type { Lane, Rows } from './plan-lane.ts';
import { allMetersOf, type PlanServer } from './plan-server.ts';
import type { Stretch } from './stretch.ts';

/** A calendar day that a plan has run from beginning to end. */
export interface DayRun {
  readonly from: Instant;
  readonly to: Instant;
  readonly stretches: readonly Stretch[];
  /** What went of each kind of rows. */
  readonly taken: ReadonlyMap<Rows, { count: number; deferred: number }>;
}

const dayMs = 86_400_000;
/** A limit that is used up so often in a day, or more, may be used up once more or less on the next one. */
const oftenADay = 100;

/**
 * How many days will be like the one that has just ended, because it was like the one before, and nothing is in sight that could
 * make them different: the same limits, window and length, the same rows, and more of those left than such days take.
 *
 * Where servers come to their daily limits the days are the same to the message. Where sliding limits bind, a day takes a
 * hundred times their number or more, and one of them once more or less than the other: what the days come to is right to
 * 1 %, and the last two of them are run again in full.
 */
export function daysLike(
  day: DayRun,
  before: DayRun,
  { lanes, timeZone }: { lanes: readonly Lane[]; timeZone: string },
): number {
  if (day.to - day.from !== dayMs || before.to - before.from !== dayMs) return 0;
  if (!isAlike(day, before) || !isSteady(day)) return 0;
  if (lanes.some(({ campaign, rows }) => rows.length > 0 && (campaign.pace?.deadline ?? day.from) > day.from)) return 0;

  let most = Infinity;
  for (const [rows, { count }] of day.taken) most = Math.min(most, Math.floor(rows.count / count) - 1);
  for (const { dueAt, attempts } of lanes.flatMap(({ rows }) => rows)) {
    if (dueAt > day.from && attempts === 0) most = Math.min(most, Math.floor((dueAt - day.to) / dayMs));
  }
  const windows = new Set(lanes.map(({ campaign }) => campaign.window));
  const shape = shapesOf(windows, day.from, day.to);
  let days = 0;
  for (let from = day.to; days < most && days < 366; days++) {
    const to = nextMidnight(from, timeZone);
    if (to - from !== dayMs || shapesOf(windows, from, to) !== shape) break;
    from = to;
  }
  return days;
}

/** Whether the same rows went on both days, as many, and some of all of them are left. */
function isAlike(day: DayRun, before: DayRun): boolean {
  if (day.taken.size === 0 || day.taken.size !== before.taken.size) return false;
  return [...day.taken].every(([rows, { count }]) => {
    const other = before.taken.get(rows)?.count ?? 0;
    return rows.count > 0 && Math.abs(count - other) <= count / oftenADay;
  });
}

/** Whether each limit was used up in full and leaves nothing for the next day, or so often that once more or less makes no difference. */
function isSteady({ stretches, from }: DayRun): boolean {
  const openMs = stretches.reduce((sum, { open, from, to }) => sum + (open.size > 0 ? to - from : 0), 0);
  const { servers, account, at } = stretches.at(-1)!.ended;
  const isOften = (meter: Meter) => !('window' in meter) || meter.limit.periodMs * oftenADay <= openMs;
  const isPast = (meter: Meter) => !('window' in meter) || remaining(meter, 0, at) === meter.limit.max;
  const isSpent = (server: PlanServer) => {
    const meters = allMetersOf(server);
    const isDayOver = meters.some((meter) => !('window' in meter) && remaining(meter, 0, at) === 0);
    return isDayOver && meters.every((meter) => isOften(meter) || isPast(meter));
  };
  return (
    account.every(({ meter }) => isOften(meter)) &&
    servers.every((server) => (server.capacity.asideUntil ?? 0) <= from) &&
    servers.every((server) => isSpent(server) || allMetersOf(server).every(isOften))
  );
}

/** When windows open and close on a day, as a text that is the same for days that are alike. */
function shapesOf(windows: Iterable<SendWindow | null>, from: Instant, to: Instant): string {
  return [...windows].map((window) => shapeOf(window, from, to)).join('; ');
}

function shapeOf(window: SendWindow | null, from: Instant, to: Instant): string {
  const changes = [String(isOpen(window, from))];
  for (let at = from; at < to; ) {
    at = (isOpen(window, at) ? nextClosing(window, at) : nextOpening(window, at)) ?? to;
    if (at < to) changes.push(String(at - from));
  }
  return changes.join(' ');
}
