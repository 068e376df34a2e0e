import { accountRemaining, type Capacity, dailyRemaining, type ServerCapacity, serverRemaining } from './capacity.ts';
import { asDirect } from './direct.ts';
import type { Instant } from './limit.ts';
import { isOpen, type SendWindow } from './send-window.ts';

/** A row that wants to leave: by any server, or by the one that its campaign names. */
export interface Candidate {
  /** The uuid of the only server that may take it, or `null` for any. */
  readonly serverUuid: string | null;
  /** Of a campaign that names its server, see direct.ts. */
  readonly isDirect?: boolean;
  /** Takes it only if no other server can. */
  readonly avoidServerUuid?: string | null;
  /** When it may leave, whatever the account's send window is; absent, it is that one, or for direct mail always. */
  readonly window?: SendWindow | null;
}

/**
 * A server for each candidate that can go now, in the order given, each reserving its permit before the next is
 * looked at: choosing for a batch is choosing one by one. A candidate that no server can take is passed over and
 * holds up none behind it.
 */
export function chooseServers<C extends Candidate>(
  capacity: Capacity,
  candidates: readonly C[],
  now: Instant,
): { candidate: C; serverUuid: string }[] {
  const placer = serverPlacer(capacity, now);
  return candidates.flatMap((candidate) => {
    const serverUuid = placer.place(candidate);
    return serverUuid === null ? [] : [{ candidate, serverUuid }];
  });
}

export interface ServerPlacer {
  /** Reserves a permit for the candidate and returns the server that takes it, or `null` if none can. */
  place(candidate: Candidate): string | null;
}

/**
 * Finds servers for candidates one by one, in whatever order they come.
 *
 * Of the servers that can take a message, the one with most left of its daily limit takes it. A server without a
 * daily limit ranks level with the best of those that have one, so that it neither takes all mail nor is starved.
 * Level servers go by fewest in flight, then by least recently used, then by uuid.
 */
export function serverPlacer(capacity: Capacity, now: Instant): ServerPlacer {
  const open = new Map<SendWindow | null, boolean>();
  const mayLeave = ({ isDirect, window = isDirect ? null : capacity.sendWindow }: Candidate) => {
    if (!open.has(window)) open.set(window, isOpen(window, now));
    return open.get(window)!;
  };
  const rooms = capacity.servers.map((server) => roomOf(server, now)).filter((room) => room.directPermits > 0);
  let accountPermits = accountRemaining(capacity, now);
  let turn = now;
  return {
    place(candidate) {
      if (accountPermits <= 0 || !mayLeave(candidate)) return null;
      const room = best(rooms, candidate);
      if (!room) return null;
      room.permits -= 1;
      room.directPermits -= 1;
      room.inFlight += 1;
      room.lastUsedAt = ++turn;
      if (room.dailyRemaining !== null) room.dailyRemaining = Math.max(0, room.dailyRemaining - 1);
      accountPermits -= 1;
      return room.uuid;
    },
  };
}

/** What is left of a server while a batch is being chosen. */
export interface Room {
  readonly uuid: string;
  permits: number;
  /** For mail that the daily limit does not hold back. */
  directPermits: number;
  dailyRemaining: number | null;
  inFlight: number;
  lastUsedAt: Instant;
}

export function roomOf(server: ServerCapacity, now: Instant): Room {
  const permits = serverRemaining(server, now);
  const daily = dailyRemaining(server, now);
  return {
    uuid: server.uuid,
    permits,
    directPermits: daily === null ? permits : serverRemaining(asDirect(server), now),
    dailyRemaining: daily,
    inFlight: server.inFlight,
    lastUsedAt: server.lastUsedAt,
  };
}

/** The room that takes the next message, of those that can take it. */
export function best(
  rooms: readonly Room[],
  { serverUuid, isDirect = false, avoidServerUuid = null }: Candidate,
): Room | undefined {
  let most = 0;
  for (const { uuid, permits, dailyRemaining } of rooms) {
    if (permits > 0 && uuid !== avoidServerUuid && dailyRemaining !== null) most = Math.max(most, dailyRemaining);
  }
  let first: Room | undefined;
  let avoided: Room | undefined;
  for (const room of rooms) {
    const permits = isDirect ? room.directPermits : room.permits;
    if (permits <= 0 || (serverUuid !== null && room.uuid !== serverUuid)) continue;
    if (room.uuid === avoidServerUuid) avoided = room;
    else if (!first || compareRooms(room, first, most) < 0) first = room;
  }
  return first ?? avoided;
}

/**
 * Below 0 if a message goes to `a` rather than to `b`.
 *
 * @param most The most that is left of any daily limit: what a server without one ranks as.
 */
export function compareRooms(a: Room, b: Room, most: number): number {
  return (
    (b.dailyRemaining ?? most) - (a.dailyRemaining ?? most) ||
    a.inFlight - b.inFlight ||
    a.lastUsedAt - b.lastUsedAt ||
    (a.uuid < b.uuid ? -1 : 1)
  );
}
