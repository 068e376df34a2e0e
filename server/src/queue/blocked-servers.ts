import { type Blocker, blockerOf, type Capacity, type ServerCapacity } from '../capacity/capacity.ts';
import type { Instant } from '../capacity/limit.ts';
import { formatDuration } from '../settings/duration.ts';

/** Servers that the same thing keeps from sending. */
export interface BlockedServers extends Pick<Blocker, 'by' | 'periodMs'> {
  count: number;
  /** Only an outcome can change it, not time. */
  isForOutcome: boolean;
}

/** What keeps each of these servers, none of which can send now, from it: what is true of most of them first. */
export function blockedServers(capacity: Capacity, servers: readonly ServerCapacity[], now: Instant): BlockedServers[] {
  const blockers = servers.map((server) => blockerOf(capacity, server, now)).filter((one) => one !== null);
  const alike = Map.groupBy(blockers, ({ by, periodMs, until }) => `${by} ${periodMs} ${until === null}`);
  return [...alike.values()]
    .map((all) => {
      const { by, periodMs, until } = all[0]!;
      return { by, ...(periodMs !== undefined && { periodMs }), isForOutcome: until === null, count: all.length };
    })
    .toSorted((a, b) => b.count - a.count);
}

/**
 * All of them in words.
 *
 * @example
 * '28 of 30 SMTP servers have used up their daily limit, 2 are set aside after a fault'
 */
export function blockedServersWords(groups: readonly BlockedServers[]): string {
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const [first, ...others] = groups.map((group) => ({ count: number(group.count), what: wordsOf(group) }));
  if (others.length === 0) return `All ${first!.count} SMTP servers ${first!.what}`;
  const head = `${first!.count} of ${number(total)} SMTP servers ${first!.what}`;
  return [head, ...others.map(({ count, what }) => `${count} ${what}`)].join(', ');
}

function wordsOf({ by, periodMs, count, isForOutcome }: BlockedServers): string {
  const [are, have, their] = count === 1 ? ['is', 'has', 'its'] : ['are', 'have', 'their'];
  switch (by) {
    case 'daily limit':
    case 'sliding window': {
      const limit = periodMs === undefined ? by : `limit per ${formatDuration(periodMs)}`;
      return isForOutcome ? `${have} the rest of ${their} ${limit} in flight` : `${have} used up ${their} ${limit}`;
    }
    case 'set aside':
      return `${are} set aside after a fault`;
    case 'slowed':
      return `${are} slowed after a throttling reply`;
    case 'in flight':
      return `${are} being tried after a fault`;
    case 'send window':
    case 'campaign window':
      return `can send only when the send window opens`;
    default:
      return `wait${count === 1 ? 's' : ''} for the account's limit per ${by.replace('account ', '')}`;
  }
}

function number(count: number): string {
  return count.toLocaleString('en');
}
