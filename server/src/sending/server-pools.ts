import type { Logger } from '../log.ts';
import type { SmtpServer } from '../settings/smtp-server.ts';
import type { SmtpEndpoint } from '../smtp/endpoint.ts';
import { type SmtpPool, smtpPool } from '../smtp/pool.ts';
import { endpointOf, isSameEndpoint } from './server-endpoint.ts';

/** The connections of this worker, by server. */
export interface ServerPools {
  /** The pool of a server as it is configured now; an earlier one finishes what it has begun. */
  poolOf(server: SmtpServer): SmtpPool;
  /** Takes back what waits for a connection to this server. */
  takeBack(serverUuid: string, reason: string): void;
  /** Whether the connections to this server are all stuck: what is claimed for it would only wait. */
  isStalled(serverUuid: string): boolean;
  /** Takes back what has not begun, and gives what has a bounded time to finish. */
  stop(): Promise<void>;
}

export function serverPools(deps: { log: Logger }): ServerPools {
  const pools = new Map<string, { endpoint: SmtpEndpoint; pool: SmtpPool }>();
  const retiring = new Set<SmtpPool>();

  function retire(pool: SmtpPool): void {
    retiring.add(pool);
    void pool.drain().finally(() => retiring.delete(pool));
  }

  return {
    poolOf(server) {
      const endpoint = endpointOf(server);
      const known = pools.get(server.uuid);
      if (known && isSameEndpoint(known.endpoint, endpoint)) return known.pool;
      if (known) retire(known.pool);
      const pool = smtpPool(endpoint, { log: deps.log.child({ server: server.name }) });
      pools.set(server.uuid, { endpoint, pool });
      return pool;
    },
    takeBack: (serverUuid, reason) => pools.get(serverUuid)?.pool.takeBack(reason),
    isStalled: (serverUuid) => pools.get(serverUuid)?.pool.isStalled() ?? false,
    async stop() {
      const all = [...[...pools.values()].map(({ pool }) => pool), ...retiring];
      pools.clear();
      await Promise.all(all.map((pool) => pool.stop()));
    },
  };
}
