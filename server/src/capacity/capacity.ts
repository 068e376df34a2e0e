import type { Instant } from './limit.ts';
import { type Meter, nextPermitAt, remaining } from './meter.ts';
import { isOpen, nextOpening, type SendWindow } from './send-window.ts';

/** All that decides what may leave, at one instant. Plain values: the queue, the plan and the tests make their own. */
export interface Capacity {
  readonly sendWindow: SendWindow | null;
  /** The limits of all servers together. */
  readonly account: readonly AccountMeter[];
  readonly servers: readonly ServerCapacity[];
  /** Permits reserved on servers that are no longer among `servers`: they count for the account all the same. */
  readonly inFlightElsewhere: number;
}

export interface AccountMeter {
  readonly name: 'account minute' | 'account hour' | 'account day';
  readonly meter: Meter;
}

/** A limit of one server; further limits are sliding ones beside the window of the guide. */
export interface ServerMeter {
  readonly name: 'daily limit' | 'sliding window' | 'further limit';
  readonly meter: Meter;
}

export interface ServerCapacity {
  readonly uuid: string;
  /** All of them apply together. */
  readonly meters: readonly ServerMeter[];
  /** Permits reserved on this server and not yet settled, of all workers. */
  readonly inFlight: number;
  /** How many more its connections can take up now; Infinity in a plan. */
  readonly slots: number;
  readonly lastUsedAt: Instant;
  /** Set aside after faults of its own, until then. */
  readonly asideUntil: Instant | null;
  /** Back from being set aside, and not yet proven: one message at a time. */
  readonly probing: boolean;
  /** After it was throttled: one message at a time, each no sooner than this after `lastUsedAt`; `null` at the full rate. */
  readonly slowedIntervalMs: number | null;
}

/** What keeps a server, or everything, from sending, and until when; `null`: only an outcome, or a person, can change it. */
export interface Blocker {
  readonly by:
    | 'send window'
    | 'campaign window'
    | AccountMeter['name']
    | 'daily limit'
    | 'sliding window'
    | 'set aside'
    | 'slowed'
    | 'in flight'
    | 'pace';
  readonly until: Instant | null;
  /** Of a further limit, which is a sliding window too. */
  readonly periodMs?: number;
}

/** Messages in flight on all servers. */
export function accountInFlight(capacity: Capacity): number {
  return capacity.servers.reduce((sum, server) => sum + server.inFlight, capacity.inFlightElsewhere);
}

/** Permits left in every account limit together; Infinity when there is none. */
export function accountRemaining(capacity: Capacity, now: Instant): number {
  const inFlight = accountInFlight(capacity);
  return Math.min(Infinity, ...capacity.account.map(({ meter }) => remaining(meter, inFlight, now)));
}

/** What is left of the daily limit, or `null` when there is none. */
export function dailyRemaining(server: ServerCapacity, now: Instant): number | null {
  const daily = server.meters.find(({ name }) => name === 'daily limit');
  return daily ? remaining(daily.meter, server.inFlight, now) : null;
}

/** How many messages this server alone can take now, the account's limits and the send window aside. */
export function serverRemaining(server: ServerCapacity, now: Instant): number {
  if (server.asideUntil !== null && server.asideUntil > now) return 0;
  if ((slowedUntil(server, now) ?? Infinity) > now) return 0;
  return Math.max(
    0,
    Math.min(
      server.slots,
      server.probing || server.slowedIntervalMs !== null ? 1 - server.inFlight : Infinity,
      ...server.meters.map(({ meter }) => remaining(meter, server.inFlight, now)),
    ),
  );
}

/** When a slowed server may be given its next message; `null`: not before the outcome of the one that is under way. */
function slowedUntil({ slowedIntervalMs, lastUsedAt, inFlight }: ServerCapacity, now: Instant): Instant | null {
  if (slowedIntervalMs === null) return now;
  return inFlight > 0 ? null : lastUsedAt + slowedIntervalMs;
}

/**
 * The last thing that keeps this server from taking a message, or `null` when it can take one now.
 *
 * Limits only free up while nothing is sent, so the instant at which the server can send is the latest of theirs,
 * moved to where the send window is open.
 */
export function blockerOf(capacity: Capacity, server: ServerCapacity, now: Instant): Blocker | null {
  const total = accountInFlight(capacity);
  const blockers: Blocker[] = [
    { by: 'set aside', until: server.asideUntil ?? now },
    { by: 'slowed', until: slowedUntil(server, now) },
    { by: 'in flight', until: server.slots > 0 && !(server.probing && server.inFlight > 0) ? now : null },
    ...server.meters.map((limit) => serverBlocker(limit, server, now)),
    ...capacity.account.map(({ name, meter }): Blocker => ({ by: name, until: nextPermitAt(meter, total, now) })),
  ];
  const unknown = blockers.find(({ until }) => until === null);
  if (unknown) return unknown;

  const last = blockers.reduce((a, b) => ((b.until ?? now) > (a.until ?? now) ? b : a));
  const free = Math.max(last.until ?? now, now);
  const open = nextOpening(capacity.sendWindow, free);
  if (open === null || open > free) return { by: 'send window', until: open };
  return free > now ? last : null;
}

function serverBlocker({ name, meter }: ServerMeter, { inFlight }: ServerCapacity, now: Instant): Blocker {
  const until = nextPermitAt(meter, inFlight, now);
  if (name !== 'further limit' || !('window' in meter))
    return { by: name === 'daily limit' ? name : 'sliding window', until };
  return { by: 'sliding window', until, periodMs: meter.limit.periodMs };
}

/**
 * The first instant, `now` or later, at which one of `servers` can take a message, or `null` when only an outcome can
 * change that.
 */
export function nextOpportunity(
  capacity: Capacity,
  servers: readonly ServerCapacity[],
  now: Instant,
): { at: Instant | null; blocker: Blocker | null } {
  let first: Blocker | null = null;
  for (const server of servers) {
    const blocker = blockerOf(capacity, server, now);
    if (!blocker) return { at: now, blocker: null };
    if (blocker.until !== null && (first === null || first.until === null || blocker.until < first.until)) {
      first = blocker;
    }
    first ??= blocker;
  }
  return { at: first?.until ?? null, blocker: first };
}

/**
 * The same for mail that may leave only in `window`, whatever that of the account is: a campaign's own window within it.
 * What keeps it is the campaign's window rather than the account's if the account's is open when mail may not yet leave.
 */
export function nextOpportunityWithin(
  capacity: Capacity,
  { servers, window }: { servers: readonly ServerCapacity[]; window: SendWindow | null },
  now: Instant,
): { at: Instant | null; blocker: Blocker | null } {
  const { at, blocker } = nextOpportunity({ ...capacity, sendWindow: window }, servers, now);
  if (blocker?.by !== 'send window') return { at, blocker };
  const { sendWindow } = capacity;
  const isAccounts = at === null ? nextOpening(sendWindow, now) === null : !isOpen(sendWindow, at - 1);
  return { at, blocker: isAccounts ? blocker : { ...blocker, by: 'campaign window' } };
}
