import type { Capacity, ServerCapacity } from '../capacity/capacity.ts';
import type { Instant, Limit } from '../capacity/limit.ts';
import { type Limits, limitsOfAccount, limitsOfServer, type ServerLimits } from '../capacity/limits.ts';
import type { Meter } from '../capacity/meter.ts';
import { emptyWindow, type SlidingWindow } from '../capacity/sliding-window.ts';
import { healthy, type ServerHealth, stateOf } from '../smtp/health.ts';

/** What has been used of the limits, as the database tells it at one instant. */
export interface Usage {
  /** Permits reserved and not yet settled, by server. */
  inFlight: ReadonlyMap<string, number>;
  /** Messages accepted on the present calendar day, by server; servers that are gone included. */
  sentToday: ReadonlyMap<string, number>;
  /** By the key of its limit, see `slidingLimits`. */
  windows: ReadonlyMap<string, SlidingWindow>;
  servers: ReadonlyMap<string, ServerState>;
  /** How far sliding windows are behind the clock. */
  lagMs: number;
}

export interface ServerState extends ServerHealth {
  lastUsedAt: Date | null;
  /** The campaign whose message met the last fault, while the server is not healthy. */
  faultCampaignId: number | null;
  /** When an outcome or a person last changed the health. */
  healthChangedAt: Date | null;
}

/** The state of a server that has not been used yet. */
export const unknownServer: ServerState = {
  ...healthy,
  lastUsedAt: null,
  faultCampaignId: null,
  healthChangedAt: null,
};

/**
 * The capacity that these limits leave after this usage.
 *
 * @param slotsOf How many more messages the connections of a server can take up now; Infinity when only limits matter.
 */
export function capacityOf(
  limits: Limits,
  usage: Usage,
  now: Instant,
  slotsOf: (serverUuid: string) => number = () => Infinity,
): Capacity {
  const meterOf = ({ key, limit }: { key: string; limit: Limit }, usedToday: number): Meter => {
    if (limit.kind === 'day') return { limit, usedToday, timeZone: limits.timeZone };
    return { limit, window: usage.windows.get(key) ?? emptyWindow(limit.periodMs), lagMs: usage.lagMs };
  };

  const serverCapacity = (server: ServerLimits): ServerCapacity => {
    const { uuid } = server;
    const state = usage.servers.get(uuid) ?? unknownServer;
    const usedToday = usage.sentToday.get(uuid) ?? 0;
    const probing = stateOf(state, new Date(now)) === 'probing';
    return {
      uuid,
      meters: limitsOfServer(server).map((inForce) => ({ name: inForce.name, meter: meterOf(inForce, usedToday) })),
      inFlight: usage.inFlight.get(uuid) ?? 0,
      slots: slotsOf(uuid),
      lastUsedAt: Math.min(state.lastUsedAt?.getTime() ?? 0, now), // the clock may have stepped back since
      asideUntil: state.asideUntil?.getTime() ?? null,
      probing,
      slowedIntervalMs: probing ? null : state.slowedIntervalMs,
    };
  };

  const accountToday = sum(usage.sentToday.values());
  const servers = limits.servers.map(serverCapacity);
  return {
    sendWindow: limits.sendWindow,
    account: limitsOfAccount(limits).map((inForce) => ({ name: inForce.name, meter: meterOf(inForce, accountToday) })),
    servers,
    inFlightElsewhere: sum(usage.inFlight.values()) - sum(servers.map(({ inFlight }) => inFlight)),
  };
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
