import { canonicalAddress } from './canonical-address.ts';

/** What a receiving server wrote down of one message that it accepted. */
export interface Receipt {
  /** In milliseconds since 1970. */
  at: number;
  /** The name of the server. */
  server: string;
  /** The recipient's address. */
  to: string;
}

/** What a server may be sent, as the ledger is held against it. */
export interface ServerLimits {
  name: string;
  /** Per calendar day; null is no limit. */
  dailyLimit: number | null;
  /** In any stretch of `periodMs`. */
  slidingWindow: { max: number; periodMs: number } | null;
}

/** The most that a server accepted in any stretch or day, beside what its limit allows. */
export interface LimitReport {
  period: string;
  max: number;
  largest: number;
}

/** What the ledgers show of a campaign. */
export interface LedgerReport {
  /** People who were to get one message each. */
  eligible: number;
  /** Messages that servers accepted, duplicates among them. */
  accepted: number;
  /** Who got none, though eligible. */
  lost: string[];
  /** Who got more than one. */
  duplicates: { to: string; count: number }[];
  /** Who got one without being eligible. */
  strangers: string[];
  servers: { name: string; accepted: number; limits: LimitReport[] }[];
  /** Whether nothing was lost, doubled, misdirected or over a limit. */
  isRight: boolean;
}

/**
 * Holds servers' ledgers of one campaign against who was to get it and what each server may be sent.
 *
 * @param eligible Addresses; like those of the ledger they may be written in any way.
 * @param timeZone IANA name; of the days that daily limits count by.
 */
export function ledgerReport(
  receipts: readonly Receipt[],
  { eligible, servers, timeZone }: { eligible: Iterable<string>; servers: readonly ServerLimits[]; timeZone: string },
): LedgerReport {
  const wanted = new Set([...eligible].map(canonicalAddress));
  const received = Map.groupBy(receipts, ({ to }) => canonicalAddress(to));
  const lost = [...wanted].filter((address) => !received.has(address));
  const strangers = [...received.keys()].filter((address) => !wanted.has(address));
  const duplicates = [...received].filter(([, all]) => all.length > 1).map(([to, all]) => ({ to, count: all.length }));
  const perServer = servers.map((server) => serverReport(receipts, server, timeZone));
  const isOver = perServer.some(({ limits }) => limits.some(({ largest, max }) => largest > max));
  return {
    ...{ eligible: wanted.size, accepted: receipts.length, lost, duplicates, strangers, servers: perServer },
    isRight: lost.length + duplicates.length + strangers.length === 0 && !isOver,
  };
}

function serverReport(
  receipts: readonly Receipt[],
  { name, dailyLimit, slidingWindow }: ServerLimits,
  timeZone: string,
) {
  const times = receipts.filter(({ server }) => server === name).map(({ at }) => at);
  const limits: LimitReport[] = [];
  if (slidingWindow) {
    const { max, periodMs } = slidingWindow;
    limits.push({ period: `any ${periodMs / 1000} s`, max, largest: largestInAnyStretch(times, periodMs) });
  }
  if (dailyLimit !== null) {
    limits.push({ period: 'a day', max: dailyLimit, largest: largestInAnyDay(times, timeZone) });
  }
  return { name, accepted: times.length, limits };
}

/** The most of `times` that lie in one stretch of `periodMs`, wherever it begins; it is half-open: [t, t + periodMs). */
export function largestInAnyStretch(times: readonly number[], periodMs: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  let largest = 0;
  let first = 0;
  for (const [last, at] of sorted.entries()) {
    while (sorted[first]! <= at - periodMs) first++;
    largest = Math.max(largest, last - first + 1);
  }
  return largest;
}

/** The most of `times` that lie in one calendar day of the zone. */
export function largestInAnyDay(times: readonly number[], timeZone: string): number {
  const days = Map.groupBy(times, (at) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString(),
  );
  return Math.max(0, ...[...days.values()].map(({ length }) => length));
}
