import { type Blocker, serverRemaining } from '../capacity/capacity.ts';
import type { Instant } from '../capacity/limit.ts';
import { remaining } from '../capacity/meter.ts';
import { isOpen } from '../capacity/send-window.ts';
import type { Lane } from './plan-lane.ts';
import { leftOf } from './plan-pace.ts';
import { atItsSpeed, type PlanServer } from './plan-server.ts';
import { capacityAt, type Moment, releaseAt } from './run-state.ts';
import type { Stretch } from './stretch.ts';

/** What keeps rows that are left from leaving. */
export interface Hold {
  readonly by: Exclude<Blocker['by'], 'in flight' | 'slowed'> | 'speed' | 'other campaigns' | 'schedule' | 'retry';
  /** The servers of which that is true, by uuid; empty where it is true of all. */
  readonly servers: readonly string[];
}

/**
 * What holds a campaign's rows back at the end of a stretch, or after its beginning if they are gone by its end; `null` if they
 * went at once. Of many, what is true of most servers.
 */
export function holdOf(stretch: Stretch, lane: Lane): Hold | null {
  if (lane.rows.length > 0) {
    const { at } = stretch.ended;
    if (lane.rows.some(({ dueAt }) => dueAt <= at)) return holdAt(stretch.ended, stretch, lane);
    return { by: lane.rows.every(({ attempts }) => attempts > 0) ? 'retry' : 'schedule', servers: [] };
  }
  if (lane.lastAt <= stretch.begun.at) return null;
  if (lane.latest !== null && lane.latest.at >= stretch.from) return { by: 'pace', servers: [] };
  return holdAt(stretch.begun, stretch, lane);
}

function holdAt({ at, servers: all, account }: Moment, stretch: Stretch, lane: Lane): Hold | null {
  const { serverUuid } = lane.campaign;
  const servers = all.filter(({ capacity: { uuid } }) => serverUuid === null || uuid === serverUuid);
  const own = new Map<Hold['by'], string[]>();
  for (const server of servers) {
    const by = ownHold(server, at);
    if (by) own.set(by, [...(own.get(by) ?? []), server.capacity.uuid]);
  }
  if (!stretch.open.has(lane.campaign.window)) {
    const spent = own.get('daily limit') ?? [];
    if (spent.length === servers.length) return { by: 'daily limit', servers: spent };
    const isOwn = stretch.accountWindow !== lane.campaign.window && isOpen(stretch.accountWindow, stretch.from);
    return { by: isOwn ? 'campaign window' : 'send window', servers: [] };
  }
  const release = releaseAt({ servers: all, account }, lane, at);
  if (release && release.at > at) return paceHold({ at, servers: all, account }, lane, servers);
  const used = account.find(({ meter }) => remaining(meter, 0, at) === 0);
  if (used) return { by: used.name, servers: [] };
  if (wentToOthers(stretch, lane, servers)) return { by: 'other campaigns', servers: [] };
  const [most] = [...own].sort(([, a], [, b]) => b.length - a.length);
  return most ? { by: most[0], servers: most[1] } : null;
}

/** Its pace; or if daily limits leave less for today than there is to spread, those. */
function paceHold(moment: Moment, lane: Lane, own: readonly PlanServer[]): Hold {
  const { at, account } = moment;
  const { queued, left } = leftOf(lane, lane.campaign.pace!, { capacity: capacityAt(moment), now: at });
  if (left === queued) return { by: 'pace', servers: [] };
  const ofAccount = account.find(({ name, meter }) => name === 'account day' && remaining(meter, 0, at) === left);
  if (ofAccount) return { by: ofAccount.name, servers: [] };
  return { by: 'daily limit', servers: own.map(({ capacity }) => capacity.uuid) };
}

/** What keeps a server by itself from taking a message. */
function ownHold(server: PlanServer, at: Instant): 'set aside' | 'daily limit' | 'sliding window' | 'speed' | null {
  const { capacity } = server;
  if (serverRemaining({ ...capacity, slots: Infinity }, at) > 0) {
    return atItsSpeed(server, at).capacity.slots > 0 ? null : 'speed';
  }
  if (capacity.asideUntil !== null && capacity.asideUntil > at) return 'set aside';
  const spent = capacity.meters.find(({ meter }) => remaining(meter, 0, at) === 0);
  return spent?.name === 'daily limit' ? 'daily limit' : 'sliding window';
}

/** Whether what these servers took in the stretch was others', in the main. */
function wentToOthers({ sent }: Stretch, lane: Lane, servers: readonly PlanServer[]): boolean {
  let own = 0;
  let others = 0;
  for (const [id, byServer] of sent) {
    for (const { capacity } of servers) {
      const count = byServer.get(capacity.uuid) ?? 0;
      if (id === lane.campaign.id) own += count;
      else others += count;
    }
  }
  return others > own;
}
