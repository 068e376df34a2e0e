import type { WindowLimit } from './plan.ts';
import type { RoundRecord } from './round-record.ts';
import type { Receipt } from './sink-process.ts';

/** The fullest that a limit has been. */
export interface LimitVerdict {
  /** Such as `email-north-1, 40 in any 1000 ms`. */
  name: string;
  kind: 'server' | 'daily' | 'account';
  /** Messages in the fullest stretch, beside what the limit allows. */
  most: number;
  max: number;
}

/** Design: settings take effect within a second. */
const settingsWithinMs = 1_000;
const minuteMs = 60_000;

/**
 * For every limit of a round the fullest stretch that ends with a message sent under it. That is any stretch, as long as the
 * limit is not edited; once it is, what was sent before counts, and only what is sent afterwards is held against it.
 *
 * @param earlier What servers accepted in rounds before, for limits of the account.
 */
export function judgeLimits(record: RoundRecord, earlier: readonly Receipt[]): LimitVerdict[] {
  const { plan, receipts, squeezes } = record;
  const direct = new Set(
    record.campaigns.filter((_, i) => plan.campaigns[i]!.server !== null).map(({ subject }) => subject),
  );
  const verdicts: LimitVerdict[] = [];
  for (const { name, window, dailyLimit } of plan.servers) {
    const own = receipts.filter(({ server }) => server === name);
    for (const { limit, from, until } of windowsOf(record, name, window)) {
      const most = fullest(own, limit.periodMs, ({ startedAt }) => startedAt >= from && startedAt < until);
      verdicts.push({
        name: `${name}, ${limit.max} in any ${limit.periodMs} ms`,
        kind: 'server',
        most,
        max: limit.max,
      });
    }
    if (dailyLimit > 0) {
      const most = fullest(own, 24 * 60 * minuteMs, ({ subject }) => !direct.has(subject));
      verdicts.push({ name: `${name}, ${dailyLimit} a day`, kind: 'daily', most, max: dailyLimit });
    }
  }
  for (const { max, from, until } of squeezes) {
    const isUnder = ({ startedAt }: Receipt) => startedAt >= from + settingsWithinMs && startedAt < until;
    const most = fullest([...earlier, ...receipts], minuteMs, isUnder);
    verdicts.push({ name: `account, ${max} in any minute`, kind: 'account', most, max });
  }
  return verdicts;
}

/** The limits of a server one after another, each for as long as it alone can have been in force. */
function windowsOf(
  { edits }: RoundRecord,
  server: string,
  first: WindowLimit | null,
): { limit: WindowLimit; from: number; until: number }[] {
  const own = edits.filter((edit) => edit.server === server).sort((a, b) => a.requestedAt - b.requestedAt);
  const all = [
    { limit: first, from: 0 },
    ...own.map((edit) => ({ limit: edit.window, from: edit.answeredAt + settingsWithinMs })),
  ];
  return all.flatMap(({ limit, from }, i) =>
    limit === null ? [] : [{ limit, from, until: own[i]?.requestedAt ?? Infinity }],
  );
}

/** The most messages in a stretch of `periodMs` that ends with one of those that `isUnder` the limit, that one included. */
export function fullest(
  receipts: readonly Receipt[],
  periodMs: number,
  isUnder: (receipt: Receipt) => boolean,
): number {
  const sorted = receipts.toSorted((a, b) => a.at - b.at);
  let most = 0;
  let first = 0;
  for (const [last, receipt] of sorted.entries()) {
    while (sorted[first]!.at <= receipt.at - periodMs) first++;
    if (isUnder(receipt)) most = Math.max(most, last - first + 1);
  }
  return most;
}
