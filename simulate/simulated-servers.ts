import type { Clock } from '../server/src/clock.ts';
import type { ServerPools } from '../server/src/sending/server-pools.ts';
import { campaignOf } from './people-store.ts';
import { serverScript } from './server-script.ts';
import { type SimulatedPool, simulatedPool } from './simulated-pool.ts';
import type { World, WorldServer } from './world.ts';

/** Messages that a server took at one instant. */
export interface Sent {
  at: number;
  /** The name of the server. */
  server: string;
  /** The index of the world's campaign. */
  campaign: number;
  count: number;
}

export interface SimulatedServers extends ServerPools {
  readonly sent: readonly Sent[];
  /** Of all servers: see `SimulatedPool`. */
  waiting(): number;
  taking(): number;
}

/** @param servers Each with a name of its own, as Sluice keeps it. */
export function simulatedServers({
  world,
  servers,
  clock,
  random,
}: {
  world: World;
  servers: readonly WorldServer[];
  clock: Clock;
  random: () => number;
}): SimulatedServers {
  const sent: Sent[] = [];
  const pools = new Map<string, SimulatedPool>();
  const scripts = new Map(servers.map((server) => [server.name, serverScript(world, server, random)]));

  function took(server: string, to: string): void {
    const at = clock.now().getTime();
    const campaign = campaignOf(to);
    for (let i = sent.length - 1; i >= 0 && sent[i]!.at === at; i--) {
      const known = sent[i]!;
      if (known.server !== server || known.campaign !== campaign) continue;
      known.count += 1;
      return;
    }
    sent.push({ at, server, campaign, count: 1 });
  }

  const sum = (of: (pool: SimulatedPool) => number) => [...pools.values()].reduce((total, pool) => total + of(pool), 0);

  return {
    sent,
    poolOf({ uuid, name, maxConns }) {
      const known = pools.get(uuid);
      if (known) return known;
      const onAccepted = ({ to }: { to: string }) => took(name, to);
      const pool = simulatedPool(scripts.get(name)!, { clock, maxConns, onAccepted });
      pools.set(uuid, pool);
      return pool;
    },
    takeBack: (uuid, reason) => pools.get(uuid)?.takeBack(reason),
    isStalled: () => false,
    async stop() {
      for (const pool of pools.values()) await pool.stop();
    },
    waiting: () => sum((pool) => pool.waiting()),
    taking: () => sum((pool) => pool.taking()),
  };
}
