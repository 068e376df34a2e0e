import { accountRemaining, type Capacity, dailyRemaining, type ServerCapacity, serverRemaining } from './capacity.ts';
import type { Instant } from './limit.ts';
import { isOpen } from './send-window.ts';

/** A row that wants to leave: by any server, or by the one that its campaign names. */
export interface Candidate {
  /** The uuid of the only server that may take it, or `null` for any. */
  readonly serverUuid: string | null;
  /** Takes it only if no other server can. */
  readonly avoidServerUuid?: string | null;
}

/**
 * A server for each candidate that can go now, in the order given, each reserving its permit before the next is
 * looked at: choosing for a batch is choosing one by one. A candidate that no server can take is passed over and
 * holds up none behind it.
 *
 * Of the servers that can take a message, the one with most left of its daily limit takes it. A server without a
 * daily limit ranks level with the best of those that have one, so that it neither takes all mail nor is starved.
 * Level servers go by fewest in flight, then by least recently used, then by uuid.
 */
export function chooseServers<C extends Candidate>(
  capacity: Capacity,
  candidates: readonly C[],
  now: Instant,
): { candidate: C; serverUuid: string }[] {
  if (!isOpen(capacity.sendWindow, now)) return [];

  const rooms = capacity.servers.map((server) => roomOf(server, now)).filter((room) => room.permits > 0);
  let accountPermits = accountRemaining(capacity, now);
  let turn = now;
  const chosen: { candidate: C; serverUuid: string }[] = [];
  for (const candidate of candidates) {
    if (accountPermits <= 0) break;
    const room = best(rooms, candidate);
    if (!room) continue;
    room.permits -= 1;
    room.inFlight += 1;
    room.lastUsedAt = ++turn;
    if (room.dailyRemaining !== null) room.dailyRemaining -= 1;
    accountPermits -= 1;
    chosen.push({ candidate, serverUuid: room.uuid });
  }
  return chosen;
}

/** What is left of a server while a batch is being chosen. */
interface Room {
  readonly uuid: string;
  permits: number;
  dailyRemaining: number | null;
  inFlight: number;
  lastUsedAt: Instant;
}

function roomOf(server: ServerCapacity, now: Instant): Room {
  return {
    uuid: server.uuid,
    permits: serverRemaining(server, now),
    dailyRemaining: dailyRemaining(server, now),
    inFlight: server.inFlight,
    lastUsedAt: server.lastUsedAt,
  };
}

function best(rooms: readonly Room[], { serverUuid, avoidServerUuid }: Candidate): Room | undefined {
  const fitting = rooms.filter((room) => room.permits > 0 && (serverUuid === null || room.uuid === serverUuid));
  const others = fitting.filter((room) => room.uuid !== avoidServerUuid);
  const able = others.length > 0 ? others : fitting;
  const most = Math.max(0, ...able.map((room) => room.dailyRemaining ?? 0));
  const rank = (room: Room) => room.dailyRemaining ?? most;
  return able.reduce<Room | undefined>((first, room) => {
    if (!first) return room;
    const order =
      rank(room) - rank(first) ||
      first.inFlight - room.inFlight ||
      first.lastUsedAt - room.lastUsedAt ||
      (room.uuid < first.uuid ? 1 : -1);
    return order > 0 ? room : first;
  }, undefined);
}
