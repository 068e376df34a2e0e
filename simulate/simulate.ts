import { pino } from 'pino';
import { automaticMessenger } from '../server/src/campaigns/campaign.ts';
import { changeCampaignStatus } from '../server/src/campaigns/change-campaign-status.ts';
import { createCampaign } from '../server/src/campaigns/create-campaign.ts';
import type { Pool } from '../server/src/db/connect.ts';
import type { Deps } from '../server/src/deps.ts';
import { AppError } from '../server/src/errors.ts';
import { enqueuer } from '../server/src/sending/enqueuer.ts';
import { queueProcessor } from '../server/src/sending/queue-processor.ts';
import { scheduler } from '../server/src/sending/scheduler.ts';
import { saveSettings } from '../server/src/settings/save-settings.ts';
import { secretsFrom } from '../server/src/settings/secret-box.ts';
import { smtpServerName } from '../server/src/settings/smtp-server.ts';
import { randomOf } from '../torture/random.ts';
import { campaignStates, makePeople, serverEvents } from './people-store.ts';
import { type Sent, type SimulatedServers, simulatedServers } from './simulated-servers.ts';
import { virtualClock } from './virtual-clock.ts';
import { inputOf, instantOf, timeZoneOf, type World } from './world.ts';

/** What became of a world. */
export interface Simulation {
  startedAt: Date;
  endedAt: Date;
  /** What servers took, in order. */
  sent: readonly Sent[];
  /** Their names, in order. */
  servers: string[];
  /** As in the world, in order. */
  campaigns: SimulatedCampaign[];
  /** How the servers' health changed, in order. */
  events: Awaited<ReturnType<typeof serverEvents>>;
}

export interface SimulatedCampaign {
  id: number;
  name: string;
  recipients: number;
  status: string;
  startedAt: Date | null;
  /** `null`: it was not done when the simulation ended. */
  finishedAt: Date | null;
  pausedReason: string | null;
}

/** How things stand while nothing happens before the clock moves. */
export interface Standstill {
  deps: Deps;
  sent: readonly Sent[];
  campaignIds: readonly number[];
}

/** Leases are for processes that die; here they only need renewing so often. */
const leaseMs = 86_400_000;
/** Claiming, renewing the lease; enqueueing, starting campaigns. */
const [lastingLoops, startingLoops] = [2, 2];
/** A backstop for what was announced to nobody, which does not happen here; the longest that the setting takes. */
const pollInterval = '1h';

/**
 * Has a world go by on a virtual clock: Sluice's own settings, queue, enqueuer, scheduler and queue processor on an empty
 * database, with servers that are simulated in place of the connections. Time passes only while nothing is being done.
 *
 * @param onStandstill Called each time before the clock moves.
 * @throws {AppError} `invalid`, naming what is wrong in the world.
 */
export async function simulate(
  sql: Pool,
  world: World,
  onStandstill: (standstill: Standstill) => Promise<void> = async () => {},
): Promise<Simulation> {
  const start = instantOf(world, world.start, 'start');
  const clock = virtualClock(start);
  const log = pino({ level: process.env.SIMULATE_LOG ?? 'silent' });
  const deps: Deps = { sql, clock, log, secrets: secretsFrom(Buffer.alloc(32, 1)) };
  const random = randomOf(world.seed, 0);
  const smtp = expanded(world).map(inputOf);
  const settings = { 'app.queue_poll_interval': pollInterval, ...world.settings };
  await saveSettings(deps, { ...settings, 'app.timezone': timeZoneOf(world), smtp });

  const pools = simulatedServers({ world, servers: expanded(world), clock, random: random.next });
  const processor = queueProcessor(deps, { leaseMs, random: random.next, pools });
  const starting = [enqueuer(deps), scheduler(deps)];
  const campaignIds = await startCampaigns(deps, world);
  await processor.start();
  for (const loop of starting) await loop.start();

  const announced = await announcements(sql);
  let loops = lastingLoops + startingLoops;
  const isStill = () => clock.sleeping() === loops + pools.taking() && processor.inFlight() === pools.waiting();
  const until = start.getTime() + world.days * 86_400_000;
  let states = await campaignStates(sql);
  for (;;) {
    do {
      await clock.until(isStill);
      await announced.heard();
    } while (!isStill());
    states = await campaignStates(sql);
    if (loops > lastingLoops && states.every(({ queuedAt }) => queuedAt !== null)) {
      for (const loop of starting) await loop.stop();
      loops = lastingLoops;
      continue;
    }
    if (states.every(({ status }) => status === 'finished' || status === 'paused')) break;
    await onStandstill({ deps, sent: pools.sent, campaignIds });
    const next = clock.nextWake();
    if (next === null || next.getTime() > until) break;
    clock.set(next);
  }
  const endedAt = clock.now();
  for (const loop of starting) await loop.stop();
  await announced.stop();
  await stop(processor, pools, clock);
  const events = await serverEvents(sql);
  return {
    startedAt: start,
    endedAt,
    sent: pools.sent,
    events,
    servers: smtp.map(({ name }) => name),
    campaigns: states.map(({ id, status, startedAt, finishedAt, pausedReason }, i) => {
      const { name, recipients } = world.campaigns[i]!;
      return { id, name, recipients, status, startedAt, finishedAt, pausedReason };
    }),
  };
}

/** What servers are taking when it ends is taken: else the processor would wait for it. */
async function stop(
  processor: { stop(): Promise<void> },
  pools: SimulatedServers,
  clock: ReturnType<typeof virtualClock>,
): Promise<void> {
  let isStopped = false;
  const stopped = processor.stop().finally(() => {
    isStopped = true;
  });
  while (!isStopped && pools.taking() > 0) {
    clock.set(clock.nextWake()!);
    await new Promise(setImmediate);
  }
  await stopped;
}

/** Each server as often as it is there, with a name of its own. */
function expanded(world: World): World['servers'] {
  return world.servers.flatMap((server) =>
    Array.from({ length: server.count }, (_, n) => ({
      ...server,
      name: smtpServerName(server.count === 1 ? server.name : `${server.name}-${n + 1}`),
    })),
  );
}

async function startCampaigns(deps: Deps, world: World): Promise<number[]> {
  const ids: number[] = [];
  for (const [i, campaign] of world.campaigns.entries()) {
    const listId = await makePeople(deps.sql, { campaign: i, count: campaign.recipients });
    const sendAt = campaign.start === undefined ? null : instantOf(world, campaign.start, 'start');
    const deadline = campaign.deadline === undefined ? null : instantOf(world, campaign.deadline, 'deadline');
    const isLater = sendAt !== null && sendAt > deps.clock.now();
    const content = {
      ...{ name: campaign.name, subject: campaign.name, body: '<p>Hello</p>', fromEmail: 'news@example.com' },
      ...{ priority: campaign.priority, weight: campaign.weight, sendWindows: campaign.send_windows },
      ...{ pacing: campaign.pacing, deadline },
      ...{ messenger: messengerOf(campaign.messenger), listIds: [listId], sendAt: isLater ? sendAt : null },
    };
    try {
      const { id } = await createCampaign(deps, content);
      await changeCampaignStatus(deps, id, { to: isLater ? 'scheduled' : 'running', actor: 'user' });
      ids.push(id);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw new AppError(error.code, `campaigns[${i}].${error.message}`, error.details);
    }
  }
  return ids;
}

function messengerOf(name: string): string {
  return name === automaticMessenger ? name : smtpServerName(name);
}

/** Notifications come in order: once one's own is heard, all that were sent before it have been. */
async function announcements(sql: Pool): Promise<{ heard(): Promise<void>; stop(): Promise<void> }> {
  let hear = () => {};
  const subscription = await sql.listen('simulation', () => hear());
  return {
    async heard() {
      const isHeard = new Promise<void>((resolve) => {
        hear = resolve;
      });
      await sql.notify('simulation', '');
      await isHeard;
    },
    stop: () => subscription.unlisten(),
  };
}
