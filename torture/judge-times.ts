import { time } from './judge-people.ts';
import type { RoundRecord } from './round-record.ts';
import type { Receipt } from './sink-process.ts';

/** Messages that came when none was to come. */
export interface TimesVerdict {
  afterLeaving: string[];
  afterPause: string[];
  outsideWindow: string[];
  /** By a server that the operator had disabled. */
  throughDisabled: string[];
  /** How long after the answer to a pause, in milliseconds, the last message was accepted; for every pause. */
  pauseLateMs: number[];
}

/** Design: the last message is accepted within a second of the answer to a pause; what has begun is finished. */
const pauseWithinMs = 1_000;
/**
 * Leaving waits for beginnings under way: a message that had begun by then is at the server a moment later. What would begin
 * afterwards, were it not looked at again, is waiting for its turn for longer than this.
 */
const begunWithinMs = 250;
/** Design: settings take effect within a second. */
const settingsWithinMs = 1_000;

/** Holds the ledgers' times against those of the operator's deeds. */
export function judgeTimes(record: RoundRecord): TimesVerdict {
  const { receipts, left, pauses, closings, disabled, plan } = record;
  const subjects = record.campaigns.map(({ subject }) => subject);
  const named = (receipt: Receipt, what: string) =>
    `${receipt.subject}: ${receipt.to} at ${receipt.server}, begun ${time(receipt.startedAt)}, accepted ${time(receipt.at)}; ${what}`;

  const afterLeaving = left.flatMap(({ address, at }) =>
    receipts
      .filter(({ to, startedAt }) => to === address && startedAt > at + begunWithinMs)
      .map((receipt) => named(receipt, `left ${time(at)}`)),
  );

  const afterPause: string[] = [];
  const pauseLateMs: number[] = [];
  for (const { campaign, from, until } of pauses) {
    const during = receipts.filter(
      ({ subject, at }) => at > from && at < until && (campaign === 'all' || subject === subjects[campaign]),
    );
    pauseLateMs.push(Math.max(0, ...during.map(({ at }) => at - from)));
    for (const receipt of during) {
      if (receipt.at > from + pauseWithinMs) afterPause.push(named(receipt, `paused ${time(from)}`));
    }
  }

  const direct = new Set(plan.campaigns.flatMap(({ server }, i) => (server === null ? [] : [subjects[i]])));
  const outsideWindow = closings.flatMap(({ from, until, isSudden }) =>
    receipts
      .filter(({ subject, contentAt }) => {
        const since = isSudden ? from + settingsWithinMs : from;
        return !direct.has(subject) && contentAt >= since && contentAt < until;
      })
      .map((receipt) => named(receipt, `content ${time(receipt.contentAt)}, closed ${time(from)}`)),
  );

  const throughDisabled = disabled.flatMap(({ server, from, until }) =>
    receipts
      .filter((one) => one.server === server && one.startedAt > from + settingsWithinMs && one.startedAt < until)
      .map((receipt) => named(receipt, `disabled ${time(from)}`)),
  );
  return { afterLeaving, afterPause, outsideWindow, throughDisabled, pauseLateMs };
}
