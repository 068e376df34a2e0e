import { accountRemaining, type Capacity } from './capacity.ts';
import { best, type Candidate, compareRooms, type Room, roomOf } from './choose-servers.ts';
import type { Instant } from './limit.ts';
import { isOpen } from './send-window.ts';

/** So many candidates of a kind. */
export interface CandidateCount extends Pick<Candidate, 'serverUuid' | 'isDirect'> {
  /** 0 or more. */
  readonly count: number;
}

/**
 * How many of each kind go by each server: what `chooseServers` answers for so many candidates in this order, without looking
 * at each of them.
 *
 * @returns For each kind, the servers that take some of it, by uuid.
 */
export function chooseCounts(
  capacity: Capacity,
  kinds: readonly CandidateCount[],
  now: Instant,
): Map<string, number>[] {
  const isWindowOpen = isOpen(capacity.sendWindow, now);
  const rooms = capacity.servers.map((server) => roomOf(server, now)).filter((room) => room.directPermits > 0);
  let accountPermits = accountRemaining(capacity, now);
  let turn = now;
  return kinds.map(({ serverUuid, isDirect = false, count }) => {
    const taken = new Map<string, number>();
    if (!isWindowOpen && !isDirect) return taken;
    const able = serverUuid === null ? rooms : rooms.filter(({ uuid }) => uuid === serverUuid);
    const take = (room: Room, n: number) => taken.set(room.uuid, (taken.get(room.uuid) ?? 0) + n);
    const most = Math.min(count, accountPermits);
    const total = isDirect ? fillDirectly(able, most, turn, take) : fill(able, most, turn, take);
    accountPermits -= total;
    turn += total;
    return taken;
  });
}

type Take = (room: Room, n: number) => void;

/** Gives a room that direct mail names up to `count` messages. @returns How many there was room for. */
function fillDirectly([room]: readonly Room[], count: number, turn: Instant, take: Take): number {
  const given = room ? Math.max(0, Math.min(count, room.directPermits)) : 0;
  if (room && given > 0) give(room, given, turn + given, take);
  return given;
}

function give(room: Room, n: number, lastUsedAt: Instant, take: Take): void {
  room.permits -= n;
  room.directPermits -= n;
  room.inFlight += n;
  if (room.dailyRemaining !== null) room.dailyRemaining = Math.max(0, room.dailyRemaining - n);
  room.lastUsedAt = lastUsedAt;
  take(room, n);
}

const anyServer = { serverUuid: null };

/** Gives up to `count` messages to rooms, one by one as to the outcome. @returns How many there was room for. */
function fill(rooms: readonly Room[], count: number, turn: Instant, take: Take): number {
  let given = 0;
  while (given < count) {
    const able = rooms.filter(({ permits }) => permits > 0);
    if (able.length === 0) break;
    const permits = able.reduce((sum, room) => sum + room.permits, 0);
    if (permits <= count - given) {
      for (const room of able) give(room, room.permits, turn + given, take);
      given += permits;
      break;
    }
    const level = count - given === 1 ? null : levelOf(able);
    if (!level) {
      given += 1;
      give(best(able, anyServer)!, 1, turn + given, take);
      continue;
    }
    const rounds = Math.min(level.rounds, Math.floor((count - given) / level.rooms.length));
    const few = rounds > 0 ? level.rooms : level.rooms.slice(0, count - given);
    given += Math.max(1, rounds) * few.length;
    for (const [i, room] of few.entries()) give(room, Math.max(1, rounds), turn + given - few.length + i + 1, take);
  }
  return given;
}

/**
 * The rooms of which each takes one in turn, in this order, and how often before another room ranks with them or one of them is
 * full; `null` if they do not take turns as yet: within two messages of each room they do.
 *
 * Rooms with a daily limit take turns when as much is left of each: whoever takes one ranks behind the others until they
 * have, too. A room without one ranks with them, and takes one in every round if it comes before the last of them with as
 * much in flight, or one less. With less, it takes all until it has as much as the next; with more, none until they have as much.
 * Among themselves rooms without a daily limit take turns when as much is in flight.
 */
function levelOf(able: readonly Room[]): { rooms: Room[]; rounds: number } | null {
  const most = Math.max(0, ...able.map(({ dailyRemaining }) => dailyRemaining ?? 0));
  const below = ({ dailyRemaining }: Room) => (dailyRemaining === null ? 0 : most - dailyRemaining);
  const level = able.filter((room) => below(room) === 0).sort((a, b) => compareRooms(a, b, most));
  const last = most > 0 ? level.findLast(({ dailyRemaining }) => dailyRemaining !== null) : undefined;
  const isOutOfTurn = ({ dailyRemaining, inFlight }: Room) => dailyRemaining === null && inFlight < last!.inFlight - 1;
  if (!last || level.filter(({ inFlight }) => inFlight === level[0]!.inFlight).every(isOutOfTurn)) {
    return fewestInFlight(level);
  }
  if (level.some(isOutOfTurn)) return null;

  const rooms = level.slice(0, level.indexOf(last) + 1);
  const ahead = level.slice(rooms.length).map(({ inFlight }) => inFlight - last.inFlight);
  if (ahead.includes(0)) return null;
  const behind = able.map(below).filter((depth) => depth > 0);
  return { rooms, rounds: Math.min(Infinity, ...behind, ...ahead, ...rooms.map(({ permits }) => permits)) };
}

/** Those of rooms without a daily limit, and of others, in order, that have fewest in flight: until the next has no more. */
function fewestInFlight(level: readonly Room[]): { rooms: Room[]; rounds: number } {
  const [{ inFlight: fewest }] = level as [Room];
  const rooms = level.filter(({ inFlight }) => inFlight === fewest);
  const [next] = level.slice(rooms.length);
  return {
    rooms,
    rounds: Math.min(next ? next.inFlight - fewest : Infinity, ...rooms.map(({ permits }) => permits)),
  };
}
