import { judgeLimits, type LimitVerdict } from './judge-limits.ts';
import { judgePeople, type PeopleVerdict } from './judge-people.ts';
import { judgeTimes, type TimesVerdict } from './judge-times.ts';
import type { RoundRecord } from './round-record.ts';
import type { Receipt } from './sink-process.ts';

/** What the receiving servers' ledgers show of a round. */
export interface Verdict extends PeopleVerdict, TimesVerdict {
  round: number;
  accepted: number;
  limits: LimitVerdict[];
  /** Campaigns that did not end, counters that do not add up, processes that ended by themselves. */
  disorder: string[];
  /** Everything that breaks a promise, a line each; empty if none is broken. */
  broken: string[];
  durationMs: number;
}

/**
 * Judges a round. Receipts alone say what was sent; Sluice's own word is only held against them.
 *
 * @param earlier What servers accepted in the rounds before.
 */
export function judge(record: RoundRecord, earlier: readonly Receipt[]): Verdict {
  const people = judgePeople(record);
  const times = judgeTimes(record);
  const limits = judgeLimits(record, earlier);
  const disorder = [
    ...record.stuck.map((what) => `did not end: ${what}`),
    ...record.deserters.map((what) => `ended by itself: ${what}`),
    ...record.campaigns.flatMap(miscounted),
  ];
  const { kills } = people;
  const broken = [
    ...people.lost.map((what) => `lost: ${what}`),
    ...people.duplicates.map((what) => `duplicate: ${what}`),
    ...people.strangers.map((what) => `stranger: ${what}`),
    ...people.contradictions.map((what) => `contradiction: ${what}`),
    ...people.unexplained.map((what) => `uncertain without a reason: ${what}`),
    ...(kills.uncertain > kills.connections
      ? [`${kills.uncertain} uncertain through kills, which had ${kills.connections} connections open`]
      : []),
    ...times.afterLeaving.map((what) => `after leaving: ${what}`),
    ...times.afterPause.map((what) => `after a pause: ${what}`),
    ...times.outsideWindow.map((what) => `outside the window: ${what}`),
    ...times.throughDisabled.map((what) => `through a disabled server: ${what}`),
    ...limits.filter(({ most, max }) => most > max).map(({ name, most }) => `over a limit: ${most} at ${name}`),
    ...disorder,
  ];
  const { durationMs, receipts, plan } = record;
  return {
    ...{ round: plan.round, accepted: receipts.length, durationMs },
    ...{ ...people, ...times, limits, disorder, broken },
  };
}

function miscounted({ subject, toSend, queue, rows }: RoundRecord['campaigns'][number]): string[] {
  const counted = Object.values(queue).reduce((a, b) => a + b, 0);
  const problems: string[] = [];
  if (counted !== toSend) problems.push(`${subject}: to_send ${toSend}, but ${JSON.stringify(queue)}`);
  for (const [status, count] of Object.entries(queue)) {
    const there = rows.filter((row) => row.status === status).length;
    if (there !== count) problems.push(`${subject}: ${count} counted as ${status}, there are ${there}`);
  }
  return problems;
}
