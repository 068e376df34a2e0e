/** What a worker has claimed for each server and not yet handed over, and how much more that should be. */
export interface ServerLoads {
  /** A row of this server's has been claimed, or is handed over. */
  add(serverUuid: string): void;
  remove(serverUuid: string): void;
  /** Takes note of how fast rows have left until now. */
  look(now: Date): void;
  /** How many more rows to claim for a server with so many connections. */
  room(serverUuid: string, connections: number): number;
  /** As many as there is room for, or as there are, have been claimed. */
  filled(): void;
  /** Whether half of what it had then has left. */
  isLow(serverUuid: string): boolean;
}

interface Load {
  outstanding: number;
  /** Handed over since `since`. */
  left: number;
  perSecond: number;
  lowAt: number;
}

/** So many rows for each connection at least, so that it does not wait for the next claim; and at most. */
const [fewest, most] = [4, 100];
/** Otherwise as many as leave in this time: what is claimed waits for no longer, and a claim is not made for a few rows. */
const aheadSeconds = 0.5;
/** Less than this says little of how fast rows leave. */
const shortestMs = 50;

/**
 * Claims are few and large when messages leave fast, and take little ahead when they leave slowly: what one worker has claimed
 * no other can send, and what is more urgent comes after it.
 */
export function serverLoads(): ServerLoads {
  const loads = new Map<string, Load>();
  let since: Date | null = null;

  function of(serverUuid: string): Load {
    let load = loads.get(serverUuid);
    if (!load) {
      load = { outstanding: 0, left: 0, perSecond: 0, lowAt: 0 };
      loads.set(serverUuid, load);
    }
    return load;
  }

  return {
    add(serverUuid) {
      of(serverUuid).outstanding++;
    },
    remove(serverUuid) {
      const load = of(serverUuid);
      load.outstanding--;
      load.left++;
    },
    look(now) {
      since ??= now;
      const passedMs = now.getTime() - since.getTime();
      if (passedMs < shortestMs) return;
      since = now;
      for (const load of loads.values()) {
        load.perSecond = (load.left * 1000) / passedMs;
        load.left = 0;
      }
    },
    room(serverUuid, connections) {
      const { outstanding, perSecond } = of(serverUuid);
      const wanted = Math.ceil(perSecond * aheadSeconds);
      return Math.max(0, Math.min(Math.max(wanted, fewest * connections), most * connections) - outstanding);
    },
    filled() {
      for (const load of loads.values()) load.lowAt = Math.floor(load.outstanding / 2);
    },
    isLow(serverUuid) {
      const { outstanding, lowAt } = of(serverUuid);
      return outstanding <= lowAt;
    },
  };
}
