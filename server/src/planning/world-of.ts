import type { Capacity } from '../capacity/capacity.ts';
import type { Instant } from '../capacity/limit.ts';
import { counted, type Meter } from '../capacity/meter.ts';
import { type Pacing, paceOf, type Release } from '../capacity/pacing.ts';
import type { WindowSpan } from '../capacity/send-window.ts';
import { sliceMsOf, sparse, windowOf } from '../capacity/sliding-window.ts';
import { campaignWindow } from '../queue/campaign-window.ts';
import { capacityOf, type Usage } from '../queue/usage.ts';
import { serverUuidOf } from '../sending/messenger.ts';
import type { Configuration } from '../settings/configuration.ts';
import { limitsOf } from '../settings/limits-of.ts';
import type { SmtpServer } from '../settings/smtp-server.ts';
import { fullRateAt } from '../smtp/health.ts';
import { withMeters } from './plan-server.ts';
import type { PlannedRows, PlanWorld } from './plan-world.ts';

/** What a world is made from: what is known at one moment. */
export interface Known {
  readonly configuration: Configuration;
  readonly usage: Usage;
  readonly now: Date;
  readonly campaigns: readonly KnownCampaign[];
  /** How long an attempt took of late, by server uuid; above 0. */
  readonly attemptMs: ReadonlyMap<string, number>;
}

export interface KnownCampaign {
  readonly id: number;
  readonly name: string;
  readonly messenger: string;
  readonly rank: number;
  readonly weight: number;
  readonly sendWindows: readonly WindowSpan[];
  readonly pacing: Pacing;
  readonly deadline: Date | null;
  /** What it released last, if it is spread evenly and has. */
  readonly latest: Release | null;
  readonly rows: readonly PlannedRows[];
  /** The share of attempts that servers deferred of late; 0 to 1. */
  readonly deferredShare: number;
}

/** More than this is a fault that will pass, or no campaign would ever end. */
const mostDeferred = 0.9;

/**
 * The world as the scheduler would find it, by the settings and servers of `known.configuration`. What is in flight is taken
 * to be accepted; a server that is set aside, or slowed, to be well from when it is at its full rate again.
 */
export function worldOf({ configuration, usage, now, campaigns, attemptMs }: Known): PlanWorld {
  const { settings, servers } = configuration;
  const limits = limitsOf(configuration);
  const enabled = servers.filter(({ enabled }) => enabled);
  const { retryFirstDelayMs, retryMaxDelayMs, maxAttempts, maxAgeMs } = settings;
  return {
    now: now.getTime(),
    timeZone: settings.timezone,
    capacity: settled(capacityOf(limits, usage, now.getTime()), usage, now),
    speeds: new Map(enabled.flatMap((server) => speedOf(server, attemptMs))),
    campaigns: campaigns.map(({ messenger, sendWindows, pacing, deadline, deferredShare, ...campaign }) => {
      const serverUuid = serverUuidOf(messenger, enabled);
      const share = Math.min(mostDeferred, deferredShare);
      // One object for all that have no window of their own: windows are told apart by identity.
      const isDirect = serverUuid !== null;
      const account = isDirect ? null : limits.sendWindow;
      const own = { ...limits, sendWindow: account };
      const window = sendWindows.length === 0 ? account : campaignWindow(own, sendWindows).window;
      return {
        ...campaign,
        isDirect,
        window,
        pace: paceOf({ pacing, deadline }, { window, timeZone: settings.timezone }),
        deferredShare: share,
        serverUuid: serverUuid === undefined ? messenger : serverUuid,
      };
    }),
    sharing: settings.queueSharing,
    retry: {
      maxAttempts,
      firstDelaySeconds: retryFirstDelayMs / 1000,
      maxDelaySeconds: retryMaxDelayMs / 1000,
      maxAgeSeconds: maxAgeMs / 1000,
    },
  };
}

function speedOf({ uuid, maxConns }: SmtpServer, attemptMs: Known['attemptMs']): [string, number][] {
  const ms = attemptMs.get(uuid);
  return ms === undefined ? [] : [[uuid, (maxConns * 1000) / ms]];
}

/** The capacity once all that is in flight has been accepted. */
function settled(capacity: Capacity, usage: Usage, now: Date): Capacity {
  const at = now.getTime();
  const total = capacity.servers.reduce((sum, { inFlight }) => sum + inFlight, capacity.inFlightElsewhere);
  const taken = (meter: Meter, count: number) => counted(fitted(meter, at), { at, seen: count, accepted: count });
  return {
    ...capacity,
    account: capacity.account.map((one) => ({ ...one, meter: taken(one.meter, total) })),
    servers: capacity.servers.map((server) => {
      const health = usage.servers.get(server.uuid);
      const fullAt = health ? fullRateAt(health, now).getTime() : at;
      return {
        ...withMeters(server, (meter) => taken(meter, server.inFlight)),
        inFlight: 0,
        asideUntil: Math.max(server.asideUntil ?? at, fullAt),
      };
    }),
    inFlightElsewhere: 0,
  };
}

/** A meter whose window is of its limit's period: when that has changed, with what the former one counted. */
function fitted(meter: Meter, at: Instant): Meter {
  if (!('window' in meter) || meter.window.periodMs === meter.limit.periodMs) return meter;
  const { counts, periodMs } = sparse(meter.window, at - meter.lagMs);
  const sliceMs = sliceMsOf(periodMs);
  const latest = (slice: number) => Math.min((slice + 1) * sliceMs - 1, at - meter.lagMs);
  const added = counts.map(({ slice, count }) => ({ at: latest(slice), count }));
  return { ...meter, window: windowOf(meter.limit.periodMs, added) };
}
